/*
 * The number of a claim is part of what the user sees and types, so it is given here and not by
 * SQLite: it counts claims and not rows.
 */
#include "cache/claims.h"

#include "cache/sql.h"

#define COLUMNS                                                                                    \
	"id, item, tx, account, payer, token, cumulative, amount, prepared_at, root, series, idx," \
	" paid_to"

/* The columns in the order of COLUMNS. */
static void read_claim(struct cache_sql *q, void *row)
{
	struct cache_claim *cl = row;

	cl->id = cache_sql_get_int(q);
	cl->item = (uint32_t)cache_sql_get_int(q);
	cl->transaction = cache_sql_get_int(q);
	cache_sql_get_address(q, &cl->account);
	cache_sql_get_address(q, &cl->payer);
	cache_sql_get_address(q, &cl->token);
	cache_sql_get_u256(q, &cl->cumulative.raw);
	cache_sql_get_u256(q, &cl->amount.raw);
	cl->prepared_at = cache_sql_get_int(q);
	cache_sql_get_hash(q, &cl->root);
	cl->series = (uint64_t)cache_sql_get_int(q);
	cl->index = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_address(q, &cl->paid_to);
}

/* Gives a new claim the next number, or a row of a known claim the next item. */
static enum status number_claim(struct cache *c, struct cache_claim *claim, struct err *e)
{
	struct cache_sql q;
	int64_t number = 0;
	enum status s;

	if (claim->id == 0)
		cache_sql_begin(&q, c, "SELECT ifnull(max(id), 0) + 1 FROM claims");
	else
		cache_sql_begin(&q, c, "SELECT ifnull(max(item) + 1, 0) FROM claims WHERE id = ?");
	if (claim->id != 0)
		cache_sql_int(&q, claim->id);
	s = cache_sql_one(&q, &number, cache_sql_read_int, e);
	if (claim->id == 0)
		claim->id = number;
	else
		claim->item = (uint32_t)number;
	return s;
}

enum status cache_claims_add(struct cache *c, struct cache_claim *claim, struct err *e)
{
	struct cache_sql q;
	enum status s;

	claim->item = 0;
	s = number_claim(c, claim, e);
	if (s != STATUS_OK)
		return s;
	cache_sql_begin(&q, c,
			"INSERT INTO claims(" COLUMNS
			", network) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, claim->id);
	cache_sql_int(&q, claim->item);
	cache_sql_int(&q, claim->transaction);
	cache_sql_address(&q, &claim->account);
	cache_sql_address(&q, &claim->payer);
	cache_sql_address(&q, &claim->token);
	cache_sql_u256(&q, &claim->cumulative.raw);
	cache_sql_u256(&q, &claim->amount.raw);
	cache_sql_int(&q, claim->prepared_at);
	cache_sql_hash(&q, &claim->root);
	cache_sql_int(&q, (int64_t)claim->series);
	cache_sql_int(&q, (int64_t)claim->index);
	cache_sql_address(&q, &claim->paid_to);
	cache_sql_int(&q, c->network);
	return cache_sql_run(&q, NULL, e);
}

/* A number that is taken is another claim's, which the user knows by it. */
enum status cache_claims_restore(struct cache *c, struct cache_claim *claim, struct err *e)
{
	struct cache_sql q;
	int64_t taken = 0;
	enum status s;

	cache_sql_begin(&q, c, "SELECT count(*) FROM claims WHERE id = ?");
	cache_sql_int(&q, claim->id);
	s = cache_sql_one(&q, &taken, cache_sql_read_int, e);
	if (taken > 0 || claim->id < 0)
		claim->id = 0;
	return s == STATUS_OK ? cache_claims_add(c, claim, e) : s;
}

enum status cache_claims_remove(struct cache *c, int64_t transaction, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "DELETE FROM claims WHERE network = ? AND tx = ?");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, transaction);
	return cache_sql_run(&q, NULL, e);
}

static enum status none(enum status s, struct err *e)
{
	return s == ERR_NOT_FOUND
		       ? err_set(e, s, "there is no such claim; see: byline claim status")
		       : s;
}

/* The first row of a query for the selected network and a number. */
static enum status get_by(struct cache *c, struct cache_claim *out, const char *sql, int64_t number,
			  struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, sql);
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, number);
	return none(cache_sql_one(&q, out, read_claim, e), e);
}

enum status cache_claims_get(struct cache *c, struct cache_claim *out, int64_t id, struct err *e)
{
	return get_by(c, out,
		      "SELECT " COLUMNS " FROM claims WHERE network = ? AND id = ?"
		      " ORDER BY item LIMIT 1",
		      id, e);
}

enum status cache_claims_by_transaction(struct cache *c, struct cache_claim *out,
					int64_t transaction, struct err *e)
{
	return get_by(c, out,
		      "SELECT " COLUMNS " FROM claims WHERE network = ? AND tx = ?"
		      " ORDER BY id DESC, item LIMIT 1",
		      transaction, e);
}

enum status cache_claims_all(struct cache *c, struct cache_claim **out, size_t *n, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM claims WHERE network = ? ORDER BY id DESC, item");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_claim, e);
}
