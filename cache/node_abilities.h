/* The things that each node was found to be able to do, so that they are not learned every time. */
#ifndef CACHE_NODE_ABILITIES_H
#define CACHE_NODE_ABILITIES_H

#include "cache/db.h"
#include "chain/hash.h"

/* One node's abilities. client/ability.h says what the numbers mean; here they are only kept. */
struct cache_node_ability {
	char name[32];
	struct hash endpoint; /* stands for the node's address and operator, of which it holds */
	int64_t span_taken, span_refused, span_guess;
	int64_t refusal, refused_at;
	int64_t most_events;
	int64_t off;
	int64_t proofs, proofs_at;
};

/* Adds rows, or replaces those with their names. */
MUST_CHECK enum status cache_node_abilities_put(struct cache *c,
						const struct cache_node_ability *rows, size_t n,
						struct err *e);

/* Lists all, by name. The caller frees *out. */
MUST_CHECK enum status cache_node_abilities_all(struct cache *c, struct cache_node_ability **out,
						size_t *n, struct err *e);

#endif
