/*
 * A pool is filled first, by trie_pool_add(), then sorted, and only then asked. Invariant: a node
 * that find() returns has the hash that was asked for, because the pool computed it; the walk
 * compares it once more.
 */
#include "chain/trie_pool.h"

#include <stdlib.h>
#include <string.h>

#include "chain/keccak.h"

/* The bytes are named by their place, since the buffer moves while it grows. */
struct trie_pool_node {
	struct hash hash;
	size_t at, len;
	struct trie_node node; /* set when the pool is sorted */
	bool used;
};

void trie_pool_init(struct trie_pool *p)
{
	*p = (struct trie_pool){.sorted = true};
	buf_init(&p->bytes, LIMIT_CARD);
}

void trie_pool_release(struct trie_pool *p)
{
	if (p == NULL)
		return;
	buf_release(&p->bytes);
	free(p->nodes);
	trie_pool_init(p);
}

enum status trie_pool_add(struct trie_pool *p, const void *data, size_t len)
{
	struct trie_pool_node *node;

	if (len == 0 || len > LIMIT_TRIE_NODE)
		return ERR_PARSE;
	if (p->n == p->cap) {
		size_t cap = p->cap == 0 ? 64 : 2 * p->cap;
		struct trie_pool_node *more = reallocarray(p->nodes, cap, sizeof(more[0]));

		if (more == NULL)
			return ERR_MEMORY;
		p->nodes = more;
		p->cap = cap;
	}
	node = &p->nodes[p->n];
	*node = (struct trie_pool_node){.at = p->bytes.len, .len = len};
	keccak256(node->hash.bytes, data, len);
	/* An empty trie needs no node: its root alone says that nothing is in it. */
	if (hash_equal(&node->hash, &trie_empty_root))
		return STATUS_OK;
	buf_add(&p->bytes, data, len);
	if (buf_status(&p->bytes) != STATUS_OK)
		return buf_status(&p->bytes);
	p->n++;
	p->sorted = false;
	return STATUS_OK;
}

static int compare_hash(const void *a, const void *b)
{
	const struct trie_pool_node *x = a, *y = b;

	return memcmp(x->hash.bytes, y->hash.bytes, sizeof(x->hash.bytes));
}

void trie_pool_sort(struct trie_pool *p)
{
	size_t kept = 0;

	if (p->sorted)
		return;
	qsort(p->nodes, p->n, sizeof(p->nodes[0]), compare_hash);
	for (size_t i = 0; i < p->n; i++)
		if (kept == 0 || compare_hash(&p->nodes[kept - 1], &p->nodes[i]) != 0)
			p->nodes[kept++] = p->nodes[i];
	p->n = kept;
	for (size_t i = 0; i < p->n; i++)
		p->nodes[i].node =
			(struct trie_node){p->bytes.data + p->nodes[i].at, p->nodes[i].len};
	p->sorted = true;
}

size_t trie_pool_count(const struct trie_pool *p)
{
	return p->n;
}

struct trie_node trie_pool_node(const struct trie_pool *p, size_t i)
{
	return (struct trie_node){p->bytes.data + p->nodes[i].at, p->nodes[i].len};
}

static const struct trie_node *find(void *arg, const struct hash *hash)
{
	struct trie_pool *p = arg;
	struct trie_pool_node key = {.hash = *hash}, *found;

	found = p->n == 0 ? NULL : bsearch(&key, p->nodes, p->n, sizeof(p->nodes[0]), compare_hash);
	if (found == NULL)
		return NULL;
	found->used = true;
	return &found->node;
}

enum status trie_pool_account(struct account *out, struct trie_pool *p,
			      const struct hash *state_root, const struct address *address)
{
	const struct trie_lookup from = {find, p};

	return trie_find_account(out, state_root, address, &from);
}

enum status trie_pool_slot(struct u256 *out, struct trie_pool *p, const struct hash *storage_root,
			   const struct hash *slot)
{
	const struct trie_lookup from = {find, p};

	return trie_find_slot(out, storage_root, slot, &from);
}

size_t trie_pool_unused(const struct trie_pool *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += p->nodes[i].used ? 0 : 1;
	return n;
}
