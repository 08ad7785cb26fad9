/*
 * The leaves of a batch, in three rounds over its records: put_salts() writes each salt into the
 * headroom before its record, hash_blinds() hashes both where they lie and wipes the salts, and
 * hash_leaves() goes on from the blinds. Invariant: no salt is left in memory after its batch.
 */
#include "dataset/commitment_hasher.h"

#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/secret.h"
#include "chain/keccak_many.h"
#include "dataset/commitment_private.h"

_Static_assert(READER_HEADROOM == COMMITMENT_SALT, "a salt fits in front of its record");

/*
 * Records that are hashed at a time: a multiple of every number of lanes, and three blocks of each
 * fit into the first-level cache.
 */
#define SIDE_BY_SIDE 64

struct commitment_hasher {
	uint8_t salt_inputs[SIDE_BY_SIDE][KECCAK_RATE];
	uint8_t leaf_inputs[SIDE_BY_SIDE][KECCAK_RATE];
	uint8_t inner_hashes[SIDE_BY_SIDE][KECCAK_RATE];
	uint8_t hashes[SIDE_BY_SIDE][KECCAK_SIZE];
	uint8_t blinds[READER_BATCH][KECCAK_SIZE];
	const uint8_t *messages[READER_BATCH];
	size_t lengths[READER_BATCH];
};

enum status commitment_hasher_new(struct commitment_hasher **out, const struct address *attester,
				  const uint8_t salt_key[static COMMITMENT_SALT])
{
	struct commitment_hasher *h = malloc(sizeof(*h));

	*out = h;
	if (h == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < SIDE_BY_SIDE; i++) {
		commitment_salt_input(h->salt_inputs[i], salt_key, 0);
		keccak_pad(h->salt_inputs[i], COMMITMENT_SALT_INPUT);
		commitment_leaf_input(h->leaf_inputs[i], attester);
		keccak_pad(h->leaf_inputs[i], COMMITMENT_LEAF_INPUT);
		keccak_pad(h->inner_hashes[i], KECCAK_SIZE);
	}
	return STATUS_OK;
}

void commitment_hasher_free(struct commitment_hasher *h)
{
	if (h == NULL)
		return;
	secret_wipe(h, sizeof(*h));
	free(h);
}

/* Computes the salts of `n` records from index `first` on, each into its record's headroom. */
static void put_salts(struct commitment_hasher *h, const struct reader_record *records,
		      uint64_t first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		be64_store(h->salt_inputs[i] + COMMITMENT_SALT, first + i);
	keccak_many_padded(h->hashes, h->salt_inputs, n);
	for (size_t i = 0; i < n; i++)
		memcpy(records[i].data - READER_HEADROOM, h->hashes[i], READER_HEADROOM);
}

/*
 * Computes the blinds of a batch from salts and records, which lie side by side, and wipes the
 * salts.
 */
static void hash_blinds(struct commitment_hasher *h, const struct reader_batch *batch)
{
	for (size_t i = 0; i < batch->n; i++) {
		h->messages[i] = batch->records[i].data - READER_HEADROOM;
		h->lengths[i] = READER_HEADROOM + batch->records[i].len;
	}
	keccak_many(h->blinds, h->messages, h->lengths, batch->n);
	for (size_t i = 0; i < batch->n; i++)
		secret_wipe(batch->records[i].data - READER_HEADROOM, READER_HEADROOM);
}

/* Computes the `n` leaves of blinds from index `first` on. */
static void hash_leaves(struct commitment_hasher *h, struct hash *leaves,
			const uint8_t (*blinds)[KECCAK_SIZE], uint64_t first, size_t n)
{
	_Static_assert(sizeof(struct hash) == KECCAK_SIZE, "hashes lie without gaps");

	for (size_t i = 0; i < n; i++)
		commitment_leaf_fill(h->leaf_inputs[i], first + i, blinds[i]);
	keccak_many_padded(h->hashes, h->leaf_inputs, n);
	for (size_t i = 0; i < n; i++)
		memcpy(h->inner_hashes[i], h->hashes[i], KECCAK_SIZE);
	keccak_many_padded((uint8_t(*)[KECCAK_SIZE])leaves, h->inner_hashes, n);
}

void commitment_hasher_leaves(struct commitment_hasher *h, struct hash *leaves,
			      const struct reader_batch *batch)
{
	size_t n;

	for (size_t i = 0; i < batch->n; i += n) {
		n = batch->n - i < SIDE_BY_SIDE ? batch->n - i : SIDE_BY_SIDE;
		put_salts(h, batch->records + i, batch->first + i, n);
	}
	hash_blinds(h, batch);
	for (size_t i = 0; i < batch->n; i += n) {
		n = batch->n - i < SIDE_BY_SIDE ? batch->n - i : SIDE_BY_SIDE;
		hash_leaves(h, leaves + i, h->blinds + i, batch->first + i, n);
	}
}
