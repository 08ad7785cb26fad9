/*
 * Nodes are known by their names in the profile, as in cache/node_health.c. A node that is removed
 * from the profile keeps its accounts here: it has learned them.
 */
#include "cache/node_asked.h"

#include "cache/db_private.h"
#include "cache/sql.h"

/* Minutes are fine enough to tell an hour, and make 120 rows a node at most. */
#define MINUTE_S	60
#define MINUTES_OF_HOUR 60
#define MINUTES_KEPT	120

enum status cache_node_asked_count(struct cache *c, const struct cache_node_requests *nodes,
				   size_t n, int64_t now, struct err *e)
{
	struct cache_sql q;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	/* A clock that was set back must not leave requests of a later hour behind. */
	cache_sql_begin(&q, c,
			"DELETE FROM node_requests WHERE network = ?"
			" AND (minute <= ? OR minute > ?)");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, now / MINUTE_S - MINUTES_KEPT);
	cache_sql_int(&q, now / MINUTE_S);
	s = cache_sql_run(&q, NULL, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		cache_sql_begin(&q, c,
				"INSERT INTO node_requests(network, name, minute, n)"
				" VALUES(?, ?, ?, ?) ON CONFLICT(network, name, minute)"
				" DO UPDATE SET n = n + excluded.n");
		cache_sql_int(&q, c->network);
		cache_sql_text(&q, nodes[i].name);
		cache_sql_int(&q, now / MINUTE_S);
		cache_sql_int(&q, (int64_t)nodes[i].n);
		s = cache_sql_run(&q, NULL, e);
	}
	return cache_finish(c, s, e);
}

/* Reads a row of the sums. */
static void read_requests(struct cache_sql *q, void *row)
{
	struct cache_node_requests *r = row;

	cache_sql_get_text(q, r->name, sizeof(r->name));
	r->n = (uint64_t)cache_sql_get_int(q);
}

enum status cache_node_asked_requests(struct cache *c, struct cache_node_requests **out, size_t *n,
				      int64_t now, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT name, sum(n) FROM node_requests WHERE network = ? AND minute > ?"
			" AND minute <= ? GROUP BY name ORDER BY name");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, now / MINUTE_S - MINUTES_OF_HOUR);
	cache_sql_int(&q, now / MINUTE_S);
	return cache_sql_all(&q, out, n, sizeof(**out), read_requests, e);
}

enum status cache_node_asked_note(struct cache *c, const struct cache_node_account *row,
				  struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT OR REPLACE INTO node_accounts(network, name, account, asked_at)"
			" VALUES(?, ?, ?, ?)");
	cache_sql_int(&q, c->network);
	cache_sql_text(&q, row->name);
	cache_sql_address(&q, &row->account);
	cache_sql_int(&q, row->asked_at);
	return cache_sql_run(&q, NULL, e);
}

static void read_account(struct cache_sql *q, void *row)
{
	struct cache_node_account *a = row;

	cache_sql_get_text(q, a->name, sizeof(a->name));
	cache_sql_get_address(q, &a->account);
	a->asked_at = cache_sql_get_int(q);
}

enum status cache_node_asked_accounts(struct cache *c, struct cache_node_account **out, size_t *n,
				      struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT name, account, asked_at FROM node_accounts WHERE network = ?"
			" ORDER BY name, account");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_account, e);
}
