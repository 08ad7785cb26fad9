/*
 * Merkle trees over many leaves, with pairs in ascending order, in the memory of the leaves alone.
 *
 * Two shapes are in use. The complete one is that of OpenZeppelin's library (chain/merkle.h). In
 * the carried one, of Uniswap's merkle-distributor and of merkletreejs, the nodes of a level are
 * paired from the left, and an odd one at its end stands in the next level unchanged. They differ
 * unless the number of leaves is a power of two.
 *
 * A complete tree is a carried one over fewer elements: of n leaves, 2^d the least power of two
 * that is not less than n, the first 2n - 2^d are paired, and the pairs follow after the other
 * leaves. That makes 2^(d-1) elements.
 */
#ifndef DROP_TREE_H
#define DROP_TREE_H

#include "chain/hash.h"

enum tree_shape { TREE_COMPLETE, TREE_CARRIED };

/* A tree. Private fields. */
struct tree {
	const struct hash *leaves;
	size_t n;
	size_t paired; /* leaves at the beginning that are paired first; 0 in a carried tree */
	struct hash *blocks; /* the nodes over TREE_BLOCK elements each */
	size_t n_blocks;
	struct hash *scratch; /* room for n_blocks nodes */
};

/* Elements that are folded at once, in 8 KiB. A power of two. */
#define TREE_BLOCK 256

/*
 * Folds `n` >= 1 leaves, which the caller keeps in place and unchanged.
 * Out:     t     for tree_prove(); tree_release() frees it, also after a failure
 *          root  the leaf itself when there is one
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status tree_build(struct tree *t, struct hash *root, const struct hash *leaves,
				  size_t n, enum tree_shape shape);

/* Writes the siblings of a leaf, from the leaf upwards. Returns: their number. */
size_t tree_prove(struct hash proof[static LIMIT_MERKLE_DEPTH], const struct tree *t, size_t leaf);

/* Frees what tree_build() made; the leaves stay. */
void tree_release(struct tree *t);

#endif
