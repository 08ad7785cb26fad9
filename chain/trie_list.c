/*
 * A node is made of the items whose keys share its path: one item is a leaf, a path that all of
 * them share is an extension, and else a branch sorts them by their next nibble.
 *
 * Items stand in the order of their keys, so that those below one node are always neighbours. No
 * key is the beginning of another one: RLP tells the length of a number by its first byte. So a
 * branch never holds a value of its own.
 */
#include "chain/trie_list.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "chain/keccak.h"
#include "chain/rlp.h"

#define BRANCHES     16
#define INLINE_LIMIT 32 /* a shorter node stands in its parent itself, in place of its hash */
#define KEY_SIZE     4	/* the RLP of a number below TRIE_LIST_MOST has at most 3 bytes */

/* A node's bytes are an item's and a path, or 16 references. */
#define NODE_LIMIT (LIMIT_RPC_LOGS + KIB)

struct list_entry {
	uint8_t key[KEY_SIZE];
	size_t nibbles;
	const struct trie_node *item;
};

static unsigned nibble_of(const struct list_entry *k, size_t i)
{
	return i % 2 == 0 ? k->key[i / 2] >> 4 : k->key[i / 2] & 15;
}

static void set_key(struct list_entry *k, size_t index, const struct trie_node *items)
{
	struct buf key;

	buf_init(&key, KEY_SIZE);
	rlp_add_u64(&key, index);
	for (size_t i = 0; i < key.len; i++)
		k->key[i] = key.data[i];
	k->nibbles = 2 * key.len;
	k->item = &items[index];
	buf_release(&key);
}

/* Puts the items in the order of their keys: 0 is 0x80, which comes after 1 to 127. */
static void sort(struct list_entry *out, const struct trie_node *items, size_t n)
{
	size_t at = 0;

	for (size_t i = 1; i < n && i < 128; i++)
		set_key(&out[at++], i, items);
	set_key(&out[at++], 0, items);
	for (size_t i = 128; i < n; i++)
		set_key(&out[at++], i, items);
}

/* Appends nibbles from..to of a key in hex-prefix form (Yellow Paper, appendix C). */
static void add_path(struct buf *out, const struct list_entry *k, size_t from, size_t to,
		     bool is_leaf)
{
	uint8_t bytes[KEY_SIZE + 1];
	bool odd = (to - from) % 2 != 0;
	size_t n = 0;

	bytes[n++] = (uint8_t)((is_leaf ? 0x20 : 0) | (odd ? 0x10 | nibble_of(k, from) : 0));
	for (size_t i = from + odd; i < to; i += 2)
		bytes[n++] = (uint8_t)(nibble_of(k, i) << 4 | nibble_of(k, i + 1));
	rlp_add_bytes(out, bytes, n);
}

static void add_node(struct buf *out, const struct list_entry *items, size_t n, size_t depth);

/* Appends the reference to the node of these items: its hash, or itself when it is short. */
static void add_child(struct buf *out, const struct list_entry *items, size_t n, size_t depth)
{
	struct buf node;
	struct hash hash;

	buf_init(&node, NODE_LIMIT);
	add_node(&node, items, n, depth);
	keccak256(hash.bytes, node.data, node.len);
	if (buf_status(&node) != STATUS_OK)
		out->failed = out->failed != STATUS_OK ? out->failed : node.failed;
	else if (node.len < INLINE_LIMIT)
		buf_add(out, node.data, node.len);
	else
		rlp_add_bytes(out, hash.bytes, sizeof(hash.bytes));
	buf_release(&node);
}

static void add_branch(struct buf *out, const struct list_entry *items, size_t n, size_t depth)
{
	size_t at = 0;

	for (unsigned slot = 0; slot < BRANCHES; slot++) {
		size_t first = at;

		while (at < n && nibble_of(&items[at], depth) == slot)
			at++;
		if (at > first)
			add_child(out, items + first, at - first, depth + 1);
		else
			rlp_add_bytes(out, NULL, 0);
	}
	rlp_add_bytes(out, NULL, 0);
}

/* Appends the node of `n` neighbours, all of which share their first `depth` nibbles. */
static void add_node(struct buf *out, const struct list_entry *items, size_t n, size_t depth)
{
	const struct list_entry *last = &items[n - 1];
	size_t shared = depth;
	struct buf payload;

	buf_init(&payload, NODE_LIMIT);
	if (n == 1) {
		add_path(&payload, last, depth, last->nibbles, true);
		rlp_add_bytes(&payload, last->item->data, last->item->len);
	} else {
		/* Items between the first and the last share what these two share. */
		while (nibble_of(items, shared) == nibble_of(last, shared))
			shared++;
		if (shared > depth) {
			add_path(&payload, last, depth, shared, false);
			add_child(&payload, items, n, shared);
		} else {
			add_branch(&payload, items, n, depth);
		}
	}
	if (buf_status(&payload) == STATUS_OK)
		rlp_add_list(out, payload.data, payload.len);
	else
		out->failed = out->failed != STATUS_OK ? out->failed : payload.failed;
	buf_release(&payload);
}

enum status trie_list_root(struct hash *out, const struct trie_node *items, size_t n)
{
	struct list_entry *keyed;
	struct buf node;
	enum status s;

	*out = trie_empty_root;
	if (n == 0)
		return STATUS_OK;
	if (n > TRIE_LIST_MOST)
		return ERR_LIMIT;
	keyed = calloc(n, sizeof(*keyed));
	if (keyed == NULL)
		return ERR_MEMORY;
	sort(keyed, items, n);
	buf_init(&node, NODE_LIMIT);
	add_node(&node, keyed, n, 0);
	s = buf_status(&node);
	if (s == STATUS_OK)
		keccak256(out->bytes, node.data, node.len);
	buf_release(&node);
	free(keyed);
	return s;
}
