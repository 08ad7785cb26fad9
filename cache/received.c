/*
 * An event's key is its place on the chain with the account that it pays: one transfer between two
 * of the user's accounts is received by one of them. Rows above an undone block are deleted by
 * cache/blocks.c.
 */
#include "cache/received.h"

#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

#define COLUMNS "block, place, kind, account, sender, token, amount, tx, time, trust, tried_at"

static void read_received(struct cache_sql *q, void *row)
{
	struct cache_received *r = row;

	r->block = (uint64_t)cache_sql_get_int(q);
	r->place = (uint64_t)cache_sql_get_int(q);
	r->kind = (enum cache_received_kind)cache_stored_get(q, CACHE_STORED_RECEIVED_KIND);
	cache_sql_get_address(q, &r->account);
	cache_sql_get_address(q, &r->sender);
	cache_sql_get_address(q, &r->token);
	cache_sql_get_u256(q, &r->amount.raw);
	cache_sql_get_hash(q, &r->tx);
	r->time = cache_sql_get_int(q);
	r->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
	r->tried_at = cache_sql_get_int(q);
}

/*
 * Nodes may name two events at one place, of which the better known one stays. The numbers of trust
 * grow with it, so that SQL can compare them (cache/stored.c).
 */
static enum status add_one(struct cache *c, const struct cache_received *r, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT INTO received(network, " COLUMNS
			") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
			" ON CONFLICT DO UPDATE SET kind = excluded.kind, sender = excluded.sender,"
			" token = excluded.token, amount = excluded.amount, tx = excluded.tx,"
			" trust = excluded.trust WHERE excluded.trust > received.trust");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, (int64_t)r->block);
	cache_sql_int(&q, (int64_t)r->place);
	cache_sql_int(&q, r->kind);
	cache_sql_address(&q, &r->account);
	cache_sql_address(&q, &r->sender);
	cache_sql_address(&q, &r->token);
	cache_sql_u256(&q, &r->amount.raw);
	cache_sql_hash(&q, &r->tx);
	cache_sql_int(&q, r->time);
	cache_sql_int(&q, r->trust);
	cache_sql_int(&q, r->tried_at);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_received_add(struct cache *c, const struct cache_received *rows, size_t n,
			       struct err *e)
{
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		s = add_one(c, &rows[i], e);
	return cache_finish(c, s, e);
}

/* In one transaction, so that no reader sees the block without its events. */
enum status cache_received_prove(struct cache *c, uint64_t block, const struct address *account,
				 const struct cache_received *rows, size_t n, struct err *e)
{
	struct cache_sql q;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	cache_sql_begin(&q, c,
			"DELETE FROM received WHERE network = ? AND block = ? AND account = ?");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, (int64_t)block);
	cache_sql_address(&q, account);
	s = cache_sql_run(&q, NULL, e);
	if (s == STATUS_OK)
		s = cache_received_add(c, rows, n, e);
	return cache_finish(c, s, e);
}

/* The time comes with the header, which is known also where no receipts are. */
enum status cache_received_tried(struct cache *c, uint64_t block, const struct address *account,
				 int64_t time, int64_t tried_at, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"UPDATE received SET tried_at = ?1, time = iif(?2 = 0, time, ?2)"
			" WHERE network = ?3 AND block = ?4 AND account = ?5");
	cache_sql_int(&q, tried_at);
	cache_sql_int(&q, time);
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, (int64_t)block);
	cache_sql_address(&q, account);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_received_unproven(struct cache *c, struct cache_received **out, size_t *n,
				    int64_t before, size_t most, struct err *e)
{
	struct cache_sql q;

	/* Events that more nodes know come first, so that invented ones hold up no true one. */
	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM received WHERE network = ? AND tried_at < ?"
			" ORDER BY tried_at, trust DESC, block DESC LIMIT ?");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, before);
	cache_sql_int(&q, (int64_t)most);
	return cache_sql_all(&q, out, n, sizeof(**out), read_received, e);
}

enum status cache_received_all(struct cache *c, struct cache_received **out, size_t *n,
			       const struct address *account, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM received WHERE network = ? AND account = ?"
			" ORDER BY block DESC, place DESC");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, account);
	return cache_sql_all(&q, out, n, sizeof(**out), read_received, e);
}

static void read_search(struct cache_sql *q, void *row)
{
	struct cache_search *s = row;

	cache_sql_get_address(q, &s->account);
	cache_sql_get_hash(q, &s->contracts);
	s->low = (uint64_t)cache_sql_get_int(q);
	s->high = (uint64_t)cache_sql_get_int(q);
	s->sure = cache_sql_get_int(q) != 0;
	s->began_at = cache_sql_get_int(q);
}

enum status cache_received_search(struct cache *c, struct cache_search *out,
				  const struct address *account, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT account, contracts, low, high, sure, began_at FROM searches"
			" WHERE network = ? AND account = ?");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, account);
	return cache_sql_one(&q, out, read_search, e);
}

enum status cache_received_searched(struct cache *c, const struct cache_search *search,
				    struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT OR REPLACE INTO searches(network, account, contracts, low, high,"
			" sure, began_at) VALUES(?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, &search->account);
	cache_sql_hash(&q, &search->contracts);
	cache_sql_int(&q, (int64_t)search->low);
	cache_sql_int(&q, (int64_t)search->high);
	cache_sql_int(&q, search->sure);
	cache_sql_int(&q, search->began_at);
	return cache_sql_run(&q, NULL, e);
}
