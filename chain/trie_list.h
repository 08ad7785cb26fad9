/*
 * The root of the trie that holds a list (Yellow Paper, 4.3.2): a block's receipts, or its
 * transactions. The key of item i is the RLP of i.
 */
#ifndef CHAIN_TRIE_LIST_H
#define CHAIN_TRIE_LIST_H

#include "chain/trie.h"

/* The largest list that is built; blocks of the busiest chains hold some thousand transactions. */
#define TRIE_LIST_MOST 65536

/*
 * Builds the trie of `n` items, none of which is empty, and gives its root; trie_empty_root for no
 * items.
 * Returns: STATUS_OK, ERR_LIMIT for more than TRIE_LIST_MOST items or an item that is too large,
 *          ERR_MEMORY.
 */
MUST_CHECK enum status trie_list_root(struct hash *out, const struct trie_node *items, size_t n);

#endif
