/*
 * gather_take() stores one claim; its leaf is hashed with others later, by hash_batch(), since the
 * hashing of many at once is what makes a million quick. gather_order() is for dumps alone.
 */
#include "drop/gather.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "chain/keccak_many.h"
#include "chain/merkle.h"

/* The claims for which there is room at first. */
#define FIRST_ROOM 1024

size_t gather_key(uint8_t out[static 40], const struct merkle_terms *terms,
		  const struct merkle_values *v)
{
	memcpy(out, v->account.bytes, 20);
	if (!merkle_terms_have(terms, MERKLE_TOKEN))
		return 20;
	memcpy(out + 20, v->token.bytes, 20);
	return 40;
}

void gather_fold(struct hash *out, const struct merkle_terms *terms, const struct entry *en)
{
	merkle_terms_leaf(out, terms, &en->values);
	for (size_t i = 0; i < en->n_proof; i++)
		merkle_pair(out, out, &en->proof[i]);
}

static enum status grow_array(void *array, size_t room, size_t size)
{
	void *more;

	memcpy(&more, array, sizeof(more));
	more = realloc(more, room * size);
	if (more == NULL)
		return ERR_MEMORY;
	memcpy(array, &more, sizeof(more));
	return STATUS_OK;
}

/*
 * Doubles the room. A large allocation is moved by the kernel without a copy, and pages that were
 * not written yet take no memory.
 */
static enum status grow(struct gather *g, bool dump, struct err *e)
{
	size_t room = g->room == 0 ? FIRST_ROOM : 2 * g->room;
	enum status s = STATUS_OK;

	if (g->n < g->room)
		return STATUS_OK;
	if (g->n == LIMIT_DROP_LEAVES)
		return err_set(e, ERR_LIMIT, "the file has more than %zu claims", g->n);
	s = grow_array(&g->leaves, room, sizeof(*g->leaves));
	if (s == STATUS_OK)
		s = grow_array(&g->keys, room, g->key_size);
	if (s == STATUS_OK && merkle_terms_have(g->terms, MERKLE_INDEX))
		s = grow_array(&g->indexes, room, sizeof(*g->indexes));
	if (s == STATUS_OK && dump)
		s = grow_array(&g->nodes, room, sizeof(*g->nodes));
	if (s != STATUS_OK)
		return err_set(e, s, "no memory for %zu claims", room);
	g->room = room;
	return STATUS_OK;
}

static void hash_batch(struct gather *g)
{
	struct hash *out = &g->leaves[g->n - g->n_batch];

	keccak_many_padded((uint8_t(*)[KECCAK_SIZE])(void *)out, g->batch, g->n_batch);
	if (g->terms->twice) {
		for (size_t i = 0; i < g->n_batch; i++) {
			memcpy(g->batch[i], out[i].bytes, sizeof(out[i].bytes));
			keccak_pad(g->batch[i], sizeof(out[i].bytes));
		}
		keccak_many_padded((uint8_t(*)[KECCAK_SIZE])(void *)out, g->batch, g->n_batch);
	}
	g->n_batch = 0;
}

static enum status keep_own(struct gather *g, const struct entry *en, struct err *e)
{
	struct gather_own *own;

	if (!roster_has(g->own_accounts, &en->values.account))
		return STATUS_OK;
	if (g->n_own == LIMIT_DROP_OWN)
		return err_set(e, ERR_LIMIT, "the file has more than %d claims of your accounts",
			       LIMIT_DROP_OWN);
	/* Room is made for as many again each time a power of two is reached. */
	if ((g->n_own & (g->n_own - 1)) == 0 &&
	    grow_array(&g->own, g->n_own == 0 ? 1 : 2 * g->n_own, sizeof(*g->own)) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "no memory for %zu claims", 2 * g->n_own);
	own = &g->own[g->n_own++];
	own->entry = *en;
	merkle_terms_leaf(&own->leaf, g->terms, &en->values);
	own->ordinal = g->n;
	return STATUS_OK;
}

enum status gather_take(struct gather *g, const struct entry *en, const char *unit, struct err *e)
{
	enum status s = entry_check(en, g->terms, e);
	uint8_t key[40];
	size_t len;

	if (s != STATUS_OK)
		return err_prefix(e, s, "%s %llu", unit, (unsigned long long)en->place);
	g->key_size = gather_key(key, g->terms, &en->values);
	if (g->n > 0 && en->has_node != (g->nodes != NULL))
		return err_set(e, ERR_PARSE,
			       "claim %llu: only some claims have a place in the tree",
			       (unsigned long long)en->place);
	s = grow(g, en->has_node, e);
	if (s == STATUS_OK && u256_add(&g->total, &g->total, &en->values.amount) != STATUS_OK)
		s = err_set(e, ERR_RANGE, "the amounts up to %s %llu exceed 256 bits", unit,
			    (unsigned long long)en->place);
	if (s == STATUS_OK)
		s = keep_own(g, en, e);
	if (s != STATUS_OK)
		return s;
	memcpy(g->keys + g->n * g->key_size, key, g->key_size);
	if (g->indexes != NULL)
		g->indexes[g->n] = htobe64(en->values.index.limb[0]);
	if (g->nodes != NULL)
		g->nodes[g->n] = (uint32_t)en->node;
	if (en->has_proof && g->n == 0) {
		gather_fold(&g->first_fold, g->terms, en);
		g->has_fold = true;
	}
	if (g->n == 0)
		g->token = en->values.token;
	g->many_tokens = g->many_tokens || !address_equal(&g->token, &en->values.token);
	g->n_proofs += en->has_proof;
	g->n++;
	len = merkle_terms_encode(g->batch[g->n_batch], g->terms, &en->values);
	keccak_pad(g->batch[g->n_batch++], len);
	if (g->n_batch == GATHER_BATCH)
		hash_batch(g);
	return STATUS_OK;
}

void gather_finish(struct gather *g)
{
	if (g->n_batch > 0)
		hash_batch(g);
}

static void swap_leaves(struct gather *g, size_t a, size_t b)
{
	struct hash leaf = g->leaves[a];
	uint32_t node = g->nodes[a];

	g->leaves[a] = g->leaves[b];
	g->leaves[b] = leaf;
	g->nodes[a] = g->nodes[b];
	g->nodes[b] = node;
}

/* Node i of a dump's tree of n leaves is leaf 2n-2-i in the order of chain/merkle.h. */
enum status gather_order(struct gather *g, struct err *e)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->nodes[i] < g->n - 1 || g->nodes[i] > 2 * g->n - 2)
			return err_set(e, ERR_PARSE,
				       "claim %zu: its place %u in the tree is none of a leaf "
				       "(%zu to %zu)",
				       i + 1, g->nodes[i], g->n - 1, 2 * g->n - 2);
		g->nodes[i] = (uint32_t)(2 * g->n - 2 - g->nodes[i]);
	}
	for (size_t i = 0; i < g->n_own; i++)
		g->own[i].ordinal = g->nodes[g->own[i].ordinal];
	for (size_t i = 0; i < g->n; i++)
		while (g->nodes[i] != i) {
			size_t to = g->nodes[i];

			if (g->nodes[to] == to)
				return err_set(e, ERR_PARSE,
					       "two claims have place %zu in the tree",
					       2 * g->n - 2 - to);
			swap_leaves(g, i, to);
		}
	return STATUS_OK;
}

void gather_release(struct gather *g)
{
	free(g->leaves);
	free(g->keys);
	free(g->indexes);
	free(g->nodes);
	free(g->own);
	*g = (struct gather){.n = 0};
}
