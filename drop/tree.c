#include "drop/tree.h"

#include <stdlib.h>
#include <string.h>

#include "chain/keccak_many.h"
#include "chain/merkle.h"

/* Pairs that are hashed side by side; as in chain/merkle.c. */
#define PAIRS 128

static void sorted_pair(uint8_t out[static 64], const struct hash *a, const struct hash *b)
{
	bool less = memcmp(a->bytes, b->bytes, sizeof(a->bytes)) < 0;

	memcpy(out, less ? a->bytes : b->bytes, 32);
	memcpy(out + 32, less ? b->bytes : a->bytes, 32);
}

/* Hashes `n` pairs that lie one after the other. `out` may be where the pairs are. */
static void hash_pairs(struct hash *out, const struct hash *nodes, size_t n)
{
	uint8_t blocks[PAIRS][KECCAK_RATE], hashes[PAIRS][KECCAK_SIZE];

	for (size_t i = 0; i < PAIRS && i < n; i++)
		keccak_pad(blocks[i], 64);
	while (n > 0) {
		size_t m = n < PAIRS ? n : PAIRS;

		for (size_t i = 0; i < m; i++)
			sorted_pair(blocks[i], &nodes[2 * i], &nodes[2 * i + 1]);
		keccak_many_padded(hashes, blocks, m);
		memcpy(out, hashes, m * KECCAK_SIZE);
		out += m;
		nodes += 2 * m;
		n -= m;
	}
}

/*
 * Folds `n` nodes in place into nodes[0]. The siblings of node `at` are appended to `proof` unless
 * it is NULL. Returns: their new number.
 */
static size_t fold_carried(struct hash *nodes, size_t n, struct hash *proof, size_t n_proof,
			   size_t at)
{
	for (; n > 1; n = (n + 1) / 2) {
		if (proof != NULL && (at ^ 1) < n)
			proof[n_proof++] = nodes[at ^ 1];
		at /= 2;
		hash_pairs(nodes, nodes, n / 2);
		if (n % 2 == 1)
			nodes[n / 2] = nodes[n - 1];
	}
	return n_proof;
}

static size_t elements(const struct tree *t)
{
	return t->n - t->paired / 2;
}

/* Puts the elements of a block into `out`. Returns: their number. */
static size_t block_elements(struct hash *out, const struct tree *t, size_t block)
{
	size_t from = block * TREE_BLOCK, to = from + TREE_BLOCK, alone = t->n - t->paired;
	size_t m = 0;

	if (to > elements(t))
		to = elements(t);
	if (from < alone) {
		m = (to < alone ? to : alone) - from;
		memcpy(out, &t->leaves[t->paired + from], m * sizeof(*out));
	}
	if (from + m < to)
		hash_pairs(out + m, &t->leaves[2 * (from + m - alone)], to - from - m);
	return to - from;
}

enum status tree_build(struct tree *t, struct hash *root, const struct hash *leaves, size_t n,
		       enum tree_shape shape)
{
	struct hash nodes[TREE_BLOCK];
	size_t power = 1;

	while (power < n)
		power *= 2;
	*t = (struct tree){.leaves = leaves,
			   .n = n,
			   .paired = shape == TREE_COMPLETE && power > n ? 2 * n - power : 0};
	t->n_blocks = (elements(t) + TREE_BLOCK - 1) / TREE_BLOCK;
	t->blocks = calloc(t->n_blocks, sizeof(*t->blocks));
	t->scratch = calloc(t->n_blocks, sizeof(*t->scratch));
	if (t->blocks == NULL || t->scratch == NULL)
		return ERR_MEMORY;
	for (size_t b = 0; b < t->n_blocks; b++) {
		fold_carried(nodes, block_elements(nodes, t, b), NULL, 0, 0);
		t->blocks[b] = nodes[0];
	}
	memcpy(t->scratch, t->blocks, t->n_blocks * sizeof(*t->blocks));
	fold_carried(t->scratch, t->n_blocks, NULL, 0, 0);
	*root = t->scratch[0];
	return STATUS_OK;
}

size_t tree_prove(struct hash proof[static LIMIT_MERKLE_DEPTH], const struct tree *t, size_t leaf)
{
	struct hash nodes[TREE_BLOCK];
	size_t n_proof = 0, element = leaf - t->paired;

	if (leaf < t->paired) {
		proof[n_proof++] = t->leaves[leaf ^ 1];
		element = t->n - t->paired + leaf / 2;
	}
	n_proof = fold_carried(nodes, block_elements(nodes, t, element / TREE_BLOCK), proof,
			       n_proof, element % TREE_BLOCK);
	memcpy(t->scratch, t->blocks, t->n_blocks * sizeof(*t->blocks));
	return fold_carried(t->scratch, t->n_blocks, proof, n_proof, element / TREE_BLOCK);
}

void tree_release(struct tree *t)
{
	free(t->blocks);
	free(t->scratch);
	*t = (struct tree){.n = 0};
}
