/*
 * Merkle-Patricia proofs as eth_getProof gives them (EIP-1186), folded to a state root.
 */
#ifndef CHAIN_TRIE_H
#define CHAIN_TRIE_H

#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"

/* A proof node: RLP bytes, at most LIMIT_TRIE_NODE. */
struct trie_node {
	const uint8_t *data;
	size_t len;
};

/* What an account's leaf holds. */
struct account {
	bool exists;
	uint64_t nonce;
	struct u256 balance; /* wei */
	struct hash storage_root;
	struct hash code_hash;
};

/* keccak256 of the RLP of the empty string: the root of an empty trie. */
extern const struct hash trie_empty_root;
/* keccak256 of nothing: the code hash of an account without code. */
extern const struct hash trie_empty_code;

/*
 * Walks from `root` along the nibbles of `key` (already hashed) through `n` nodes, all of which
 * must be used.
 * Out: the leaf's value, pointing into the proof; `*value` is NULL when the proof shows absence
 *      (empty branch slot, diverging leaf or extension, empty trie with no node or the node 0x80).
 * Returns: STATUS_OK, ERR_PROOF_MISMATCH, ERR_PARSE, ERR_TOO_DEEP.
 */
MUST_CHECK enum status trie_verify(const uint8_t **value, size_t *len, const struct hash *root,
				   const struct hash *key, const struct trie_node *proof, size_t n);

/*
 * The account at `address` under `state_root`; an absent one is empty, with trie_empty_root and
 * trie_empty_code. As trie_verify().
 */
MUST_CHECK enum status trie_verify_account(struct account *out, const struct hash *state_root,
					   const struct address *address,
					   const struct trie_node *proof, size_t n);

/* The word at `slot` under `storage_root`; absent is zero. As trie_verify(). */
MUST_CHECK enum status trie_verify_slot(struct u256 *out, const struct hash *storage_root,
					const struct hash *slot, const struct trie_node *proof,
					size_t n);

#endif
