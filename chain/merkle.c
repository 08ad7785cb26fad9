#include "chain/merkle.h"

#include <stdbool.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "chain/keccak.h"
#include "chain/keccak_many.h"

/* Bytes of a pair of hashes. */
#define PAIR 64

/*
 * Pairs that are hashed side by side: a multiple of every number of lanes, in 21 KiB of the
 * first-level cache.
 */
#define BATCH 128

void merkle_leaf(struct hash *out, const void *abi_encoded, size_t len)
{
	uint8_t inner[KECCAK_SIZE];

	keccak256(inner, abi_encoded, len);
	keccak256(out->bytes, inner, sizeof(inner));
}

/* Whether a > b. Two hashes hardly ever begin alike, so eight bytes decide almost always. */
static bool greater(const struct hash *a, const struct hash *b)
{
	uint64_t x = be64_load(a->bytes), y = be64_load(b->bytes);

	return x != y ? x > y : memcmp(a->bytes, b->bytes, sizeof(a->bytes)) > 0;
}

/*
 * Writes a pair in ascending order. No branch predictor knows which hash is greater, so that the
 * order is an index instead of a branch.
 */
static void sort_pair(uint8_t out[static PAIR], const struct hash *a, const struct hash *b)
{
	const struct hash *const pair[] = {a, b};
	size_t less = greater(a, b);

	memcpy(out, pair[less]->bytes, 32);
	memcpy(out + 32, pair[1 - less]->bytes, 32);
}

void merkle_pair(struct hash *out, const struct hash *a, const struct hash *b)
{
	uint8_t pair[PAIR];

	sort_pair(pair, a, b);
	keccak256(out->bytes, pair, sizeof(pair));
}

void merkle_build(struct hash *nodes, size_t n)
{
	uint8_t blocks[BATCH][KECCAK_RATE], hashes[BATCH][KECCAK_SIZE];

	for (size_t i = 0; i < BATCH; i++)
		keccak_pad(blocks[i], PAIR);
	for (size_t k = 0; k + 1 < n;) {
		/* The children of a batch's nodes must be complete before it: 2(k+m) <= n+k. */
		size_t m = (n - k) / 2;

		if (m > BATCH)
			m = BATCH;
		for (size_t i = 0; i < m; i++)
			sort_pair(blocks[i], &nodes[2 * (k + i)], &nodes[2 * (k + i) + 1]);
		keccak_many_padded(hashes, blocks, m);
		memcpy(&nodes[n + k], hashes, m * KECCAK_SIZE);
		k += m;
	}
}

size_t merkle_proof_length(size_t index, size_t n)
{
	size_t length = 0;

	for (size_t x = index; x < 2 * n - 2; x = n + x / 2)
		length++;
	return length;
}

void merkle_prove(struct hash *proof, const struct hash *nodes, size_t n, size_t index)
{
	for (size_t x = index; x < 2 * n - 2; x = n + x / 2)
		*proof++ = nodes[x ^ 1];
}

enum status merkle_fold(struct hash *out, const struct hash *leaf, const struct hash *proof,
			size_t n)
{
	if (n > LIMIT_MERKLE_DEPTH)
		return ERR_TOO_DEEP;
	*out = *leaf;
	for (size_t i = 0; i < n; i++)
		merkle_pair(out, out, &proof[i]);
	return STATUS_OK;
}

enum status merkle_verify(const struct hash *root, const struct hash *leaf,
			  const struct hash *proof, size_t n)
{
	struct hash folded;
	enum status s = merkle_fold(&folded, leaf, proof, n);

	if (s != STATUS_OK)
		return s;
	return hash_equal(&folded, root) ? STATUS_OK : ERR_PROOF_MISMATCH;
}
