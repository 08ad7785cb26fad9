/*
 * The tree over a dataset's records.
 *
 * First the values for one record, then the hasher, which computes them for many at once:
 * put_salts() writes each salt into the headroom before its record, so that hash_blinds() hashes
 * both where they lie; hash_leaves() goes on from the blinds. Last commitment_build(), which reads
 * batches, hashes each (take_batch) and builds the tree over all leaves. Invariant: no salt is left
 * in memory after its batch.
 */
#include "dataset/commitment.h"

#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/pages.h"
#include "base/secret.h"
#include "chain/keccak.h"
#include "chain/keccak_many.h"
#include "chain/merkle.h"

_Static_assert(READER_HEADROOM == COMMITMENT_SALT, "a salt fits in front of its record");

/* The input of a salt: salt_key ‖ uint64be(i). */
#define SALT_INPUT (COMMITMENT_SALT + 8)

/* The input of a leaf: abi.encode(address, uint64, bytes32), three words. */
#define LEAF_INPUT 96

static void salt_input(uint8_t out[static SALT_INPUT], const uint8_t salt_key[static 32],
		       uint64_t index)
{
	memcpy(out, salt_key, COMMITMENT_SALT);
	be64_store(out + COMMITMENT_SALT, index);
}

/*
 * Writes the part of a leaf's input that is the same for all records; leaf_input_fill() adds the
 * index and the blind.
 */
static void leaf_input(uint8_t out[static LEAF_INPUT], const struct address *attester)
{
	memset(out, 0, LEAF_INPUT);
	memcpy(out + 12, attester->bytes, sizeof(attester->bytes));
}

static void leaf_input_fill(uint8_t out[static LEAF_INPUT], uint64_t index,
			    const uint8_t blind[static KECCAK_SIZE])
{
	be64_store(out + 56, index);
	memcpy(out + 64, blind, KECCAK_SIZE);
}

void commitment_salt(uint8_t out[static COMMITMENT_SALT],
		     const uint8_t salt_key[static COMMITMENT_SALT], uint64_t index)
{
	uint8_t input[SALT_INPUT];

	salt_input(input, salt_key, index);
	keccak256(out, input, sizeof(input));
	secret_wipe(input, sizeof(input));
}

void commitment_blind(struct hash *out, const uint8_t salt[static COMMITMENT_SALT],
		      const void *record, size_t len)
{
	struct keccak k;

	keccak_init(&k);
	keccak_update(&k, salt, COMMITMENT_SALT);
	keccak_update(&k, record, len);
	keccak_final(&k, out->bytes);
}

void commitment_leaf(struct hash *out, const struct address *attester, uint64_t index,
		     const struct hash *blind)
{
	uint8_t input[LEAF_INPUT];

	leaf_input(input, attester);
	leaf_input_fill(input, index, blind->bytes);
	merkle_leaf(out, input, sizeof(input));
}

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
		salt_input(h->salt_inputs[i], salt_key, 0);
		keccak_pad(h->salt_inputs[i], SALT_INPUT);
		leaf_input(h->leaf_inputs[i], attester);
		keccak_pad(h->leaf_inputs[i], LEAF_INPUT);
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
		leaf_input_fill(h->leaf_inputs[i], first + i, blinds[i]);
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

void commitment_tree_release(struct commitment_tree *t)
{
	if (t == NULL)
		return;
	free(t->nodes);
	*t = (struct commitment_tree){0};
}

/* Makes room for `more` leaves after those that are there. */
static enum status grow(struct commitment_tree *t, size_t *cap, size_t more)
{
	size_t want = *cap;
	struct hash *nodes;

	if (t->records + more <= *cap)
		return STATUS_OK;
	while (want < t->records + more)
		want = want == 0 ? 2 * READER_BATCH : 2 * want;
	nodes = reallocarray(t->nodes, want, sizeof(*nodes));
	if (nodes == NULL)
		return ERR_MEMORY;
	pages_want_huge(nodes, want * sizeof(*nodes)); /* takes a tenth of the time */
	t->nodes = nodes;
	*cap = want;
	return STATUS_OK;
}

/* Takes one batch: computes and counts its leaves, then calls the hooks. */
static enum status take_batch(struct commitment_tree *t, struct commitment_hasher *h,
			      struct reader *r, const struct reader_batch *batch,
			      const struct commitment_hooks *hooks, struct err *e)
{
	uint64_t done, total;
	enum status s = STATUS_OK;

	commitment_hasher_leaves(h, t->nodes + t->records, batch);
	t->records += batch->n;
	for (size_t i = 0; i < batch->n; i++)
		t->bytes += batch->records[i].len;
	if (hooks == NULL)
		return STATUS_OK;
	if (hooks->records != NULL)
		s = hooks->records(hooks->user, batch, e);
	reader_progress(r, &done, &total);
	if (s == STATUS_OK && hooks->watch != NULL && !hooks->watch(hooks->user, done, total))
		s = err_set(e, ERR_CANCELLED, "cancelled");
	return s;
}

enum status commitment_build(struct commitment_tree *out, struct reader *r,
			     const struct address *attester,
			     const uint8_t salt_key[static COMMITMENT_SALT],
			     const struct commitment_hooks *hooks, struct err *e)
{
	struct commitment_tree t = {0};
	struct commitment_hasher *h = NULL;
	struct reader_batch batch;
	struct hash *nodes;
	size_t cap = 0;
	enum status s = commitment_hasher_new(&h, attester, salt_key);

	if (s != STATUS_OK)
		s = err_set(e, s, "out of memory");
	while (s == STATUS_OK) {
		s = reader_next(r, &batch, e);
		if (s != STATUS_OK || batch.n == 0)
			break;
		s = grow(&t, &cap, batch.n);
		if (s != STATUS_OK)
			s = err_set(e, s, "out of memory for %llu records",
				    (unsigned long long)t.records);
		else
			s = take_batch(&t, h, r, &batch, hooks, e);
	}
	if (s == STATUS_OK) {
		nodes = reallocarray(t.nodes, 2 * t.records - 1, sizeof(*nodes));
		if (nodes != NULL)
			t.nodes = nodes;
		else
			s = err_set(e, ERR_MEMORY, "out of memory for the tree");
	}
	if (s == STATUS_OK) {
		merkle_build(t.nodes, t.records);
		t.root = t.nodes[2 * t.records - 2];
		*out = t;
		t = (struct commitment_tree){0};
	}
	commitment_hasher_free(h);
	commitment_tree_release(&t);
	return s;
}
