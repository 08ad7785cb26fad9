/*
 * Proofs of the state trie.
 *
 * walk() goes from the root to the leaf: open_node() takes the next node, which must hash to the
 * reference that the node before it gave; step() moves along the key's nibbles by step_branch() or
 * step_path(). The nodes come from a list in their order (trie_verify…) or are found by their
 * hashes (trie_find…). Accounts and words are decoded from the leaf that was found. Invariant: no
 * byte of a node is used before its hash was compared.
 */
#include "chain/trie.h"

#include <string.h>

#include "base/cursor.h"
#include "chain/keccak.h"
#include "chain/rlp.h"

#define KEY_NIBBLES  64
#define BRANCH_ITEMS 17
#define INLINE_LIMIT 32 /* a shorter node is in its parent itself, in place of its hash */

const struct hash trie_empty_root = {{0x56, 0xe8, 0x1f, 0x17, 0x1b, 0xcc, 0x55, 0xa6,
				      0xff, 0x83, 0x45, 0xe6, 0x92, 0xc0, 0xf8, 0x6e,
				      0x5b, 0x48, 0xe0, 0x1b, 0x99, 0x6c, 0xad, 0xc0,
				      0x01, 0x62, 0x2f, 0xb5, 0xe3, 0x63, 0xb4, 0x21}};

const struct hash trie_empty_code = {{0xc5, 0xd2, 0x46, 0x01, 0x86, 0xf7, 0x23, 0x3c,
				      0x92, 0x7e, 0x7d, 0xb2, 0xdc, 0xc7, 0x03, 0xc0,
				      0xe5, 0x00, 0xb6, 0x53, 0xca, 0x82, 0x27, 0x3b,
				      0x7b, 0xfa, 0xd8, 0x04, 0x5d, 0x85, 0xa4, 0x70}};

/*
 * A walk down the trie. Each step either moves `at` to the next node or ends the walk.
 *
 *   WALK_ON --branch, extension--> WALK_ON
 *           --leaf with the rest of the key--> WALK_FOUND
 *           --empty slot, other path--> WALK_ABSENT
 */
enum walk { WALK_ON, WALK_FOUND, WALK_ABSENT };

struct walker {
	enum walk state;
	const uint8_t *key;
	size_t depth;	/* nibbles of the key used so far */
	bool is_inline; /* the next node is `at`, otherwise the one whose hash is `reference` */
	struct rlp_item at;
	struct hash reference;
	const uint8_t *value; /* set in WALK_FOUND */
	size_t value_len;
};

static unsigned nibble(const uint8_t *bytes, size_t i)
{
	return i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15;
}

/* Follows the reference to a child: a hash, or the node itself. */
static enum status follow(struct walker *w, const struct rlp_item *child)
{
	if (child->is_list) {
		if (child->raw_len >= INLINE_LIMIT)
			return ERR_PARSE;
		w->is_inline = true;
		w->at = *child;
		return STATUS_OK;
	}
	if (child->len != sizeof(w->reference.bytes))
		return ERR_PARSE;
	w->is_inline = false;
	memcpy(w->reference.bytes, child->data, child->len);
	return STATUS_OK;
}

static enum status step_branch(struct walker *w, const struct rlp_item items[static BRANCH_ITEMS])
{
	const struct rlp_item *child;

	/*
	 * All keys have one length, so that no key ends at a branch and none keeps a value there.
	 */
	if (w->depth >= KEY_NIBBLES || items[16].is_list || items[16].len != 0)
		return ERR_PARSE;
	child = &items[nibble(w->key, w->depth)];
	w->depth++;
	if (!child->is_list && child->len == 0) {
		w->state = WALK_ABSENT;
		return STATUS_OK;
	}
	return follow(w, child);
}

/*
 * Takes a step through a leaf or an extension: a path in hex-prefix form (Yellow Paper, appendix
 * C), then the value or the child.
 */
static enum status step_path(struct walker *w, const struct rlp_item *path,
			     const struct rlp_item *there)
{
	size_t left = KEY_NIBBLES - w->depth, length, skip;
	bool is_leaf;

	if (path->is_list || path->len == 0 || path->data[0] >> 4 > 3)
		return ERR_PARSE;
	is_leaf = (path->data[0] & 0x20) != 0;
	skip = (path->data[0] & 0x10) != 0 ? 1 : 2;
	if (skip == 2 && (path->data[0] & 15) != 0)
		return ERR_PARSE;
	length = 2 * path->len - skip;
	/*
	 * A leaf uses up the key. An extension leaves at least one nibble, for the branch after it.
	 */
	if (is_leaf ? length != left || there->is_list || there->len == 0
		    : length == 0 || length >= left)
		return ERR_PARSE;
	for (size_t i = 0; i < length; i++) {
		if (nibble(path->data, skip + i) != nibble(w->key, w->depth + i)) {
			w->state = WALK_ABSENT;
			return STATUS_OK;
		}
	}
	w->depth += length;
	if (!is_leaf)
		return follow(w, there);
	w->state = WALK_FOUND;
	w->value = there->data;
	w->value_len = there->len;
	return STATUS_OK;
}

static enum status step(struct walker *w, const struct rlp_item *node)
{
	struct rlp_item items[BRANCH_ITEMS];
	struct cursor c;
	size_t n = 0;
	enum status s = rlp_enter(&c, node);

	for (; s == STATUS_OK && cursor_left(&c) > 0; n++) {
		if (n == BRANCH_ITEMS)
			return ERR_PARSE;
		s = rlp_next(&c, &items[n]);
	}
	if (s != STATUS_OK)
		return s;
	if (n == BRANCH_ITEMS)
		return step_branch(w, items);
	return n == 2 ? step_path(w, &items[0], &items[1]) : ERR_PARSE;
}

/* Decodes a node, which must hash to the reference. */
static enum status open_node(struct rlp_item *out, const struct walker *w,
			     const struct trie_node *node)
{
	struct hash hash;
	struct cursor c;
	enum status s;

	if (node->len == 0 || node->len > LIMIT_TRIE_NODE)
		return ERR_PARSE;
	keccak256(hash.bytes, node->data, node->len);
	if (!hash_equal(&hash, &w->reference))
		return ERR_PROOF_MISMATCH;
	c = cursor_of(node->data, node->len);
	s = rlp_next(&c, out);
	if (s == STATUS_OK && cursor_left(&c) > 0)
		s = ERR_PARSE;
	return s;
}

/* Walks from `root` until the leaf is found, or shown to be absent. */
static enum status walk(struct walker *w, const struct hash *root, const struct hash *key,
			const struct trie_lookup *from)
{
	enum status s = STATUS_OK;

	*w = (struct walker){.key = key->bytes, .reference = *root};
	while (s == STATUS_OK && w->state == WALK_ON) {
		struct rlp_item node = w->at;

		if (!w->is_inline) {
			const struct trie_node *next = from->find(from->arg, &w->reference);

			if (next == NULL)
				return ERR_PROOF_MISMATCH;
			s = open_node(&node, w, next);
		}
		if (s == STATUS_OK)
			s = step(w, &node);
	}
	return s;
}

/* The nodes of a proof, taken one after the other. */
struct list {
	const struct trie_node *nodes;
	size_t n, used;
};

static const struct trie_node *next_of_list(void *arg, const struct hash *hash)
{
	struct list *list = arg;

	/* open_node() compares the hash. */
	(void)hash;
	return list->used < list->n ? &list->nodes[list->used++] : NULL;
}

enum status trie_verify(const uint8_t **value, size_t *len, const struct hash *root,
			const struct hash *key, const struct trie_node *proof, size_t n)
{
	struct list list = {proof, n, 0};
	const struct trie_lookup from = {next_of_list, &list};
	struct walker w;
	enum status s;

	*value = NULL;
	*len = 0;
	if (n > LIMIT_TRIE_DEPTH)
		return ERR_TOO_DEEP;
	/* For an empty trie servers send no node, or one node that is the empty string. */
	if (hash_equal(root, &trie_empty_root))
		return n == 0 || (n == 1 && proof[0].len == 1 && proof[0].data[0] == 0x80)
			       ? STATUS_OK
			       : ERR_PROOF_MISMATCH;
	s = walk(&w, root, key, &from);
	if (s != STATUS_OK)
		return s;
	if (list.used != n)
		return ERR_PROOF_MISMATCH;
	*value = w.value;
	*len = w.value_len;
	return STATUS_OK;
}

/* As trie_verify(), with nodes that are found by their hashes. */
static enum status verify_from(const uint8_t **value, size_t *len, const struct hash *root,
			       const struct hash *key, const struct trie_lookup *from)
{
	struct walker w = {0};
	enum status s = STATUS_OK;

	*value = NULL;
	*len = 0;
	if (!hash_equal(root, &trie_empty_root))
		s = walk(&w, root, key, from);
	if (s == STATUS_OK) {
		*value = w.value;
		*len = w.value_len;
	}
	return s;
}

static enum status decode_account(struct account *out, const uint8_t *leaf, size_t len)
{
	struct cursor c = cursor_of(leaf, len), items;
	enum status s = rlp_take_list(&c, &items);

	if (s == STATUS_OK)
		s = rlp_take_u64(&items, &out->nonce);
	if (s == STATUS_OK)
		s = rlp_take_u256(&items, &out->balance);
	if (s == STATUS_OK)
		s = rlp_take_fixed(&items, out->storage_root.bytes, 32);
	if (s == STATUS_OK)
		s = rlp_take_fixed(&items, out->code_hash.bytes, 32);
	if (s == STATUS_OK && (cursor_left(&items) > 0 || cursor_left(&c) > 0))
		s = ERR_PARSE;
	out->exists = s == STATUS_OK;
	return s;
}

/* Makes `out` an account that does not exist, and gives the key under which one would stand. */
static struct hash begin_account(struct account *out, const struct address *address)
{
	struct hash key;

	*out = (struct account){.storage_root = trie_empty_root, .code_hash = trie_empty_code};
	keccak256(key.bytes, address->bytes, sizeof(address->bytes));
	return key;
}

enum status trie_verify_account(struct account *out, const struct hash *state_root,
				const struct address *address, const struct trie_node *proof,
				size_t n)
{
	const uint8_t *leaf;
	size_t len;
	struct hash key = begin_account(out, address);
	enum status s = trie_verify(&leaf, &len, state_root, &key, proof, n);

	return s == STATUS_OK && leaf != NULL ? decode_account(out, leaf, len) : s;
}

enum status trie_find_account(struct account *out, const struct hash *state_root,
			      const struct address *address, const struct trie_lookup *from)
{
	const uint8_t *leaf;
	size_t len;
	struct hash key = begin_account(out, address);
	enum status s = verify_from(&leaf, &len, state_root, &key, from);

	return s == STATUS_OK && leaf != NULL ? decode_account(out, leaf, len) : s;
}

/* A zero should have been deleted from the trie, but anvil keeps zeros that were written. */
static enum status decode_word(struct u256 *out, const uint8_t *leaf, size_t len)
{
	struct cursor c = cursor_of(leaf, len);
	enum status s = rlp_take_u256(&c, out);

	return s == STATUS_OK && cursor_left(&c) > 0 ? ERR_PARSE : s;
}

enum status trie_verify_slot(struct u256 *out, const struct hash *storage_root,
			     const struct hash *slot, const struct trie_node *proof, size_t n)
{
	const uint8_t *leaf;
	size_t len;
	struct hash key;
	enum status s;

	*out = u256_from_u64(0);
	keccak256(key.bytes, slot->bytes, sizeof(slot->bytes));
	s = trie_verify(&leaf, &len, storage_root, &key, proof, n);
	return s == STATUS_OK && leaf != NULL ? decode_word(out, leaf, len) : s;
}

enum status trie_find_slot(struct u256 *out, const struct hash *storage_root,
			   const struct hash *slot, const struct trie_lookup *from)
{
	const uint8_t *leaf;
	size_t len;
	struct hash key;
	enum status s;

	*out = u256_from_u64(0);
	keccak256(key.bytes, slot->bytes, sizeof(slot->bytes));
	s = verify_from(&leaf, &len, storage_root, &key, from);
	return s == STATUS_OK && leaf != NULL ? decode_word(out, leaf, len) : s;
}
