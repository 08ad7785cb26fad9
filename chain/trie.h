/* Merkle-Patricia proofs as eth_getProof gives them (EIP-1186), checked against a state root. */
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

/* The contents of an account's leaf. */
struct account {
	bool exists;
	uint64_t nonce;
	struct u256 balance; /* wei */
	struct hash storage_root;
	struct hash code_hash;
};

/* The root of an empty trie: keccak256 of the RLP of the empty string. */
extern const struct hash trie_empty_root;
/* The code hash of an account without code: keccak256 of no bytes. */
extern const struct hash trie_empty_code;

/*
 * Walks from `root` along the nibbles of `key` (already hashed) through `n` nodes, all of which
 * must be used.
 * Out: the leaf's value, which points into the proof; NULL when the proof shows that there is none
 * (an empty slot in a branch, a leaf or extension with another path, or an empty trie, given as no
 * node or as the node 0x80).
 * Returns: STATUS_OK, ERR_PROOF_MISMATCH, ERR_PARSE, ERR_TOO_DEEP.
 */
MUST_CHECK enum status trie_verify(const uint8_t **value, size_t *len, const struct hash *root,
				   const struct hash *key, const struct trie_node *proof, size_t n);

/*
 * The account at `address` under `state_root`. An absent account is empty, with trie_empty_root and
 * trie_empty_code. Returns: as trie_verify().
 */
MUST_CHECK enum status trie_verify_account(struct account *out, const struct hash *state_root,
					   const struct address *address,
					   const struct trie_node *proof, size_t n);

/* The word at `slot` under `storage_root`; an absent word is zero. Returns: as trie_verify(). */
MUST_CHECK enum status trie_verify_slot(struct u256 *out, const struct hash *storage_root,
					const struct hash *slot, const struct trie_node *proof,
					size_t n);

/*
 * A place where nodes of many proofs are found by their hashes, each kept once. find() returns the
 * node, which lives as long as the place, or NULL.
 */
struct trie_lookup {
	const struct trie_node *(*find)(void *arg, const struct hash *hash);
	void *arg;
};

/*
 * As trie_verify_account() and trie_verify_slot(), with nodes of `from`.
 * Returns: STATUS_OK, ERR_PROOF_MISMATCH also when a node is missing, ERR_PARSE.
 */
MUST_CHECK enum status trie_find_account(struct account *out, const struct hash *state_root,
					 const struct address *address,
					 const struct trie_lookup *from);
MUST_CHECK enum status trie_find_slot(struct u256 *out, const struct hash *storage_root,
				      const struct hash *slot, const struct trie_lookup *from);

#endif
