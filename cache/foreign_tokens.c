/*
 * The user's wish is a table of its own, because a backup saves it and the names are read again. A
 * token may be asked for before its name was ever read.
 */
#include "cache/foreign_tokens.h"

#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

static void read_token(struct cache_sql *q, void *row)
{
	struct cache_foreign_token *t = row;

	cache_sql_get_address(q, &t->token);
	cache_sql_get_text(q, t->symbol, sizeof(t->symbol));
	t->decimals = (uint32_t)cache_sql_get_int(q);
	t->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
	t->as_of = cache_sql_get_int(q);
	t->asked = cache_sql_get_int(q) != 0;
}

/* A newer name takes the place of the older one: a contract may rename its token. */
static enum status put_token(struct cache *c, const struct cache_foreign_token *t, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT INTO foreign_tokens(network, token, symbol, decimals, trust, as_of)"
			" VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(network, token) DO UPDATE SET"
			" symbol = excluded.symbol, decimals = excluded.decimals,"
			" trust = excluded.trust, as_of = excluded.as_of");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, &t->token);
	cache_sql_text(&q, t->symbol);
	cache_sql_int(&q, t->decimals);
	cache_sql_int(&q, t->trust);
	cache_sql_int(&q, t->as_of);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_foreign_tokens_put(struct cache *c, const struct cache_foreign_token *tokens,
				     size_t n, struct err *e)
{
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		s = put_token(c, &tokens[i], e);
	return cache_finish(c, s, e);
}

enum status cache_foreign_tokens_all(struct cache *c, struct cache_foreign_token **out, size_t *n,
				     struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT token, symbol, decimals, trust, as_of, EXISTS (SELECT 1 FROM"
			" asked_tokens AS a WHERE a.network = ?1 AND a.token = t.token)"
			" FROM foreign_tokens AS t WHERE network = ?1"
			" UNION ALL SELECT token, '', 0, 0, 0, 1 FROM asked_tokens"
			" WHERE network = ?1 AND token NOT IN (SELECT token FROM foreign_tokens"
			" WHERE network = ?1) ORDER BY 1");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_token, e);
}

enum status cache_foreign_tokens_ask(struct cache *c, const struct address *token, bool asked,
				     struct err *e)
{
	struct cache_sql q;

	if (asked)
		cache_sql_begin(&q, c,
				"INSERT OR IGNORE INTO asked_tokens(network, token) VALUES(?, ?)");
	else
		cache_sql_begin(&q, c, "DELETE FROM asked_tokens WHERE network = ? AND token = ?");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, token);
	return cache_sql_run(&q, NULL, e);
}
