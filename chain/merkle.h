/*
 * Merkle trees as OpenZeppelin's StandardMerkleTree builds them.
 *
 * The tree over n leaves lies in one array R, in the order given: R[0..n-1] are the leaves, R[n+k]
 * = keccak256(min‖max of R[2k], R[2k+1]), and the root is R[2n-2].
 */
#ifndef CHAIN_MERKLE_H
#define CHAIN_MERKLE_H

#include "chain/address.h"
#include "chain/hash.h"

/* The standard leaf: keccak256(keccak256(abi_encoded)), for `len` bytes of abi.encode(…). */
void merkle_leaf(struct hash *out, const void *abi_encoded, size_t len);

/* Hashes a pair in ascending order. `out` may be an operand. */
void merkle_pair(struct hash *out, const struct hash *a, const struct hash *b);

/*
 * Builds the tree in place: `nodes` has room for 2n-1 hashes and holds the n >= 1 leaves first.
 * The root is nodes[2n-2].
 */
void merkle_build(struct hash *nodes, size_t n);

/* The number of siblings of leaf `index` of n leaves. index < n. */
size_t merkle_proof_length(size_t index, size_t n);

/* Writes the merkle_proof_length() siblings of leaf `index`, from the leaf upwards. */
void merkle_prove(struct hash *proof, const struct hash *nodes, size_t n, size_t index);

/*
 * Computes the root that a leaf and its proof lead to, as merkle_verify() does. `out` may be the
 * leaf. Returns: STATUS_OK, ERR_TOO_DEEP.
 */
MUST_CHECK enum status merkle_fold(struct hash *out, const struct hash *leaf,
				   const struct hash *proof, size_t n);

/*
 * Proves that `leaf` is under `root`: each step hashes the pair in ascending order
 * (OpenZeppelin MerkleProof). Allocates nothing.
 * In:      proof  `n` siblings from the leaf upwards; n <= LIMIT_MERKLE_DEPTH
 * Returns: STATUS_OK, ERR_PROOF_MISMATCH, ERR_TOO_DEEP.
 */
MUST_CHECK enum status merkle_verify(const struct hash *root, const struct hash *leaf,
				     const struct hash *proof, size_t n);

#endif
