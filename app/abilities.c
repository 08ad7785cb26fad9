/*
 * A row is read with suspicion: a number that no node has, in a file that somebody else wrote,
 * would keep byline from asking for what it needs.
 */
#include "app/abilities.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/store_thread.h"
#include "chain/keccak.h"
#include "client/ability.h"

/* The hash of a node's address, which may hold a key, and of its operator. */
static struct hash endpoint_of(const struct profile_node *node)
{
	struct keccak k;
	struct hash out;

	keccak_init(&k);
	keccak_update(&k, node->url, strlen(node->url) + 1);
	keccak_update(&k, node->operator, strlen(node->operator));
	keccak_final(&k, out.bytes);
	return out;
}

size_t list_abilities(struct cache_node_ability rows[static LIMIT_NODES], const struct nodes *nodes)
{
	size_t n = nodes_count(nodes);

	for (size_t i = 0; i < n; i++) {
		const struct profile_node *node = &nodes_profile(nodes)->nodes[i];
		const struct node_ability *a = ability_of(nodes, i);

		rows[i] = (struct cache_node_ability){.endpoint = endpoint_of(node),
						      .span_taken = (int64_t)a->span_taken,
						      .span_refused = (int64_t)a->span_refused,
						      .span_guess = (int64_t)a->span_guess,
						      .refusal = a->refusal,
						      .refused_at = a->refused_at,
						      .most_events = (int64_t)a->most_events,
						      .off = a->off,
						      .proofs = a->proofs,
						      .proofs_at = a->proofs_at};
		snprintf(rows[i].name, sizeof(rows[i].name), "%s", node->name);
	}
	return n;
}

/* Reads a row. False for one with numbers that no node has. */
static bool read_row(struct node_ability *out, const struct cache_node_ability *row)
{
	if (row->span_taken < 0 || row->span_taken > ABILITY_SPAN || row->span_refused < 0 ||
	    row->span_refused > ABILITY_SPAN || row->span_guess < 0 ||
	    row->span_guess > ABILITY_SPAN || row->most_events < 0 || row->refusal < 0 ||
	    row->refusal > REFUSED_OTHER || row->proofs < 0 || row->proofs > PROOFS_NONE ||
	    row->off < 0 || row->off > UINT32_MAX)
		return false;
	*out = (struct node_ability){.span_taken = (uint64_t)row->span_taken,
				     .span_refused = (uint64_t)row->span_refused,
				     .span_guess = (uint64_t)row->span_guess,
				     .refusal = (enum ability_refusal)row->refusal,
				     .refused_at = row->refused_at,
				     .most_events = (uint64_t)row->most_events,
				     .off = (uint32_t)row->off,
				     .proofs = (enum ability_proofs)row->proofs,
				     .proofs_at = row->proofs_at};
	return true;
}

/* The rows of the cache, for the store's job. */
struct kept_abilities {
	struct cache_node_ability *rows;
	size_t n;
};

static enum status get_kept(struct cache *cache, void *arg, struct err *e)
{
	struct kept_abilities *kept = arg;

	return cache_node_abilities_all(cache, &kept->rows, &kept->n, e);
}

enum status load_abilities(struct app *app, struct nodes *nodes, struct err *e)
{
	struct kept_abilities kept = {0};
	enum status s = store_read(app, get_kept, &kept, e);

	for (size_t i = 0; s == STATUS_OK && i < nodes_count(nodes); i++) {
		const struct profile_node *node = &nodes_profile(nodes)->nodes[i];
		struct hash endpoint = endpoint_of(node);
		struct node_ability a;

		for (size_t k = 0; k < kept.n; k++)
			if (strcmp(kept.rows[k].name, node->name) == 0 &&
			    hash_equal(&kept.rows[k].endpoint, &endpoint) &&
			    read_row(&a, &kept.rows[k]))
				ability_recall(nodes, i, &a);
	}
	free(kept.rows);
	return s;
}
