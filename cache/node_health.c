/*
 * A node is known by its name in the profile, so that its history survives another address. The
 * latencies are one blob of 16-bit numbers, in the byte order that all machines of byline share.
 */
#include "cache/node_health.h"

#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

#define COLUMNS "name, state, detail, head, lag, latency, compared, agreed, last_reply, retry_at"

static void read_node(struct cache_sql *q, void *row)
{
	struct cache_node *node = row;

	cache_sql_get_text(q, node->name, sizeof(node->name));
	node->state = (enum peer_state)cache_stored_get(q, CACHE_STORED_NODE_STATE);
	cache_sql_get_text(q, node->detail, sizeof(node->detail));
	node->head = (uint64_t)cache_sql_get_int(q);
	node->lag = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_blob(q, node->latency_ms, sizeof(node->latency_ms));
	node->compared = (uint64_t)cache_sql_get_int(q);
	node->agreed = (uint64_t)cache_sql_get_int(q);
	node->last_reply = cache_sql_get_int(q);
	node->retry_at = cache_sql_get_int(q);
}

static enum status put_one(struct cache *c, const struct cache_node *node, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT OR REPLACE INTO nodes(network, " COLUMNS
			") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, c->network);
	cache_sql_text(&q, node->name);
	cache_sql_int(&q, node->state);
	cache_sql_text(&q, node->detail);
	cache_sql_int(&q, (int64_t)node->head);
	cache_sql_int(&q, (int64_t)node->lag);
	cache_sql_blob(&q, node->latency_ms, sizeof(node->latency_ms));
	cache_sql_int(&q, (int64_t)node->compared);
	cache_sql_int(&q, (int64_t)node->agreed);
	cache_sql_int(&q, node->last_reply);
	cache_sql_int(&q, node->retry_at);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_node_health_put(struct cache *c, const struct cache_node *nodes, size_t n,
				  struct err *e)
{
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; s == STATUS_OK && i < n; i++)
		s = put_one(c, &nodes[i], e);
	return cache_finish(c, s, e);
}

enum status cache_node_health_all(struct cache *c, struct cache_node **out, size_t *n,
				  struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT " COLUMNS " FROM nodes WHERE network = ? ORDER BY name");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_node, e);
}
