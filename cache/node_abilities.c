/*
 * A node is known by its name in the profile, as in cache/node_health.c. The row that another
 * address made is replaced when the node was asked at its new one.
 */
#include "cache/node_abilities.h"

#include "cache/db_private.h"
#include "cache/sql.h"

#define COLUMNS                                                                      \
	"name, endpoint, span_taken, span_refused, span_guess, refusal, refused_at," \
	" most_events, off, proofs, proofs_at"

static void read_ability(struct cache_sql *q, void *row)
{
	struct cache_node_ability *a = row;

	cache_sql_get_text(q, a->name, sizeof(a->name));
	cache_sql_get_hash(q, &a->endpoint);
	a->span_taken = cache_sql_get_int(q);
	a->span_refused = cache_sql_get_int(q);
	a->span_guess = cache_sql_get_int(q);
	a->refusal = cache_sql_get_int(q);
	a->refused_at = cache_sql_get_int(q);
	a->most_events = cache_sql_get_int(q);
	a->off = cache_sql_get_int(q);
	a->proofs = cache_sql_get_int(q);
	a->proofs_at = cache_sql_get_int(q);
}

static enum status put_one(struct cache *c, const struct cache_node_ability *a, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT OR REPLACE INTO node_abilities(network, " COLUMNS
			") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, c->network);
	cache_sql_text(&q, a->name);
	cache_sql_hash(&q, &a->endpoint);
	cache_sql_int(&q, a->span_taken);
	cache_sql_int(&q, a->span_refused);
	cache_sql_int(&q, a->span_guess);
	cache_sql_int(&q, a->refusal);
	cache_sql_int(&q, a->refused_at);
	cache_sql_int(&q, a->most_events);
	cache_sql_int(&q, a->off);
	cache_sql_int(&q, a->proofs);
	cache_sql_int(&q, a->proofs_at);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_node_abilities_put(struct cache *c, const struct cache_node_ability *rows,
				     size_t n, struct err *e)
{
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; s == STATUS_OK && i < n; i++)
		s = put_one(c, &rows[i], e);
	return cache_finish(c, s, e);
}

enum status cache_node_abilities_all(struct cache *c, struct cache_node_ability **out, size_t *n,
				     struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM node_abilities WHERE network = ? ORDER BY name");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_ability, e);
}
