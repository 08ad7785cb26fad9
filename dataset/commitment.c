#include "dataset/commitment.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "chain/keccak.h"
#include "chain/merkle.h"

_Static_assert(READER_HEADROOM == COMMITMENT_SALT, "a salt fits in front of its record");

/* salt_key ‖ uint64be(i) */
#define SALT_INPUT (COMMITMENT_SALT + 8)

/* abi.encode(address, uint64, bytes32): three words. */
#define LEAF_INPUT 96

static void salt_input(uint8_t out[static SALT_INPUT], const uint8_t salt_key[static 32],
		       uint64_t index)
{
	memcpy(out, salt_key, COMMITMENT_SALT);
	store_be64(out + COMMITMENT_SALT, index);
}

/* Only the index and the blind differ between leaves: the other bytes stay. */
static void leaf_input(uint8_t out[static LEAF_INPUT], const struct address *attester)
{
	memset(out, 0, LEAF_INPUT);
	memcpy(out + 12, attester->bytes, sizeof(attester->bytes));
}

static void leaf_input_fill(uint8_t out[static LEAF_INPUT], uint64_t index,
			    const struct hash *blind)
{
	store_be64(out + 56, index);
	memcpy(out + 64, blind->bytes, sizeof(blind->bytes));
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
	leaf_input_fill(input, index, blind);
	merkle_leaf(out, input, sizeof(input));
}

struct commitment_hasher {
	uint8_t salt_inputs[READER_BATCH][SALT_INPUT];
	uint8_t leaf_inputs[READER_BATCH][LEAF_INPUT];
	uint8_t salts[READER_BATCH][KECCAK_SIZE];
	uint8_t hashes[READER_BATCH][KECCAK_SIZE];
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
	for (size_t i = 0; i < READER_BATCH; i++) {
		salt_input(h->salt_inputs[i], salt_key, 0);
		leaf_input(h->leaf_inputs[i], attester);
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

/* Hashes `n` messages of one length that lie `stride` bytes apart. */
static void hash_even(struct commitment_hasher *h, uint8_t (*out)[KECCAK_SIZE],
		      const uint8_t *first, size_t stride, size_t len, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		h->messages[i] = first + i * stride;
		h->lengths[i] = len;
	}
	keccak256_many(out, h->messages, h->lengths, n);
}

void commitment_hasher_leaves(struct commitment_hasher *h, struct hash *leaves,
			      const struct reader_batch *batch)
{
	_Static_assert(sizeof(struct hash) == KECCAK_SIZE, "hashes lie without gaps");
	size_t n = batch->n;

	for (size_t i = 0; i < n; i++)
		store_be64(h->salt_inputs[i] + COMMITMENT_SALT, batch->first + i);
	hash_even(h, h->salts, h->salt_inputs[0], SALT_INPUT, SALT_INPUT, n);
	for (size_t i = 0; i < n; i++) {
		const struct reader_record *r = &batch->records[i];

		memcpy(r->data - READER_HEADROOM, h->salts[i], READER_HEADROOM);
		h->messages[i] = r->data - READER_HEADROOM;
		h->lengths[i] = READER_HEADROOM + r->len;
	}
	keccak256_many(h->hashes, h->messages, h->lengths, n);
	for (size_t i = 0; i < n; i++) {
		struct hash blind;

		memcpy(blind.bytes, h->hashes[i], sizeof(blind.bytes));
		leaf_input_fill(h->leaf_inputs[i], batch->first + i, &blind);
		secret_wipe(batch->records[i].data - READER_HEADROOM, READER_HEADROOM);
	}
	hash_even(h, h->hashes, h->leaf_inputs[0], LEAF_INPUT, LEAF_INPUT, n);
	hash_even(h, (uint8_t(*)[KECCAK_SIZE])leaves, h->hashes[0], KECCAK_SIZE, KECCAK_SIZE, n);
}

void commitment_tree_release(struct commitment_tree *t)
{
	if (t == NULL)
		return;
	free(t->nodes);
	*t = (struct commitment_tree){0};
}

/* Room for `more` leaves behind those that are there. */
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
	t->nodes = nodes;
	*cap = want;
	return STATUS_OK;
}

/* One batch: leaves, count, hook, watch. */
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
