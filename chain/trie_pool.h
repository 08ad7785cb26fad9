/*
 * The nodes of many proofs, each kept once and found by its hash. Proofs of one block share the
 * nodes near the root, so that a pool takes a fraction of what the single proofs do.
 */
#ifndef CHAIN_TRIE_POOL_H
#define CHAIN_TRIE_POOL_H

#include "base/buf.h"
#include "chain/trie.h"

/* Private fields. Initialise it with trie_pool_init(), release it with trie_pool_release(). */
struct trie_pool {
	struct buf bytes; /* all nodes, one after the other */
	struct trie_pool_node *nodes;
	size_t n, cap;
	bool sorted;
};
void trie_pool_init(struct trie_pool *p);
void trie_pool_release(struct trie_pool *p);

/*
 * Adds a node of 1 to LIMIT_TRIE_NODE bytes. The node 0x80, which some servers send for an empty
 * trie, is not kept. Returns: STATUS_OK, ERR_PARSE for another length,
 * ERR_LIMIT past LIMIT_CARD bytes of nodes, ERR_MEMORY.
 */
MUST_CHECK enum status trie_pool_add(struct trie_pool *p, const void *data, size_t len);

/* Puts the nodes in ascending order of their hashes, and drops each that is there before. */
void trie_pool_sort(struct trie_pool *p);

/* The number of nodes, and the i-th of them. The node lives until the pool changes. */
size_t trie_pool_count(const struct trie_pool *p);
struct trie_node trie_pool_node(const struct trie_pool *p, size_t i);

/*
 * The account at `address`, and the word at `slot`, by nodes of the pool, which must be sorted. The
 * nodes on the way are marked as used. Returns: as trie_find_account().
 */
MUST_CHECK enum status trie_pool_account(struct account *out, struct trie_pool *p,
					 const struct hash *state_root,
					 const struct address *address);
MUST_CHECK enum status trie_pool_slot(struct u256 *out, struct trie_pool *p,
				      const struct hash *storage_root, const struct hash *slot);

/* The number of nodes that no walk came to. */
size_t trie_pool_unused(const struct trie_pool *p);

#endif
