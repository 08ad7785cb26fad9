#include "cache/claims.h"

#include "cache/sql.h"

#define COLUMNS                                                                                 \
	"id, tx, account, distributor, token, cumulative, amount, state, bundle, file, block, " \
	"prepared_at, signed_at, sent_at, mined_at, expires_at, note"

static void read_claim(struct cache_sql *q, void *row)
{
	struct cache_claim *cl = row;

	cl->id = cache_sql_get_int(q);
	cl->transaction = cache_sql_get_int(q);
	cache_sql_get_address(q, &cl->account);
	cache_sql_get_address(q, &cl->distributor);
	cache_sql_get_address(q, &cl->token);
	cache_sql_get_u256(q, &cl->cumulative.raw);
	cache_sql_get_u256(q, &cl->amount.raw);
	cl->state = (enum cache_claim_state)cache_sql_get_int(q);
	cache_sql_get_hash(q, &cl->bundle);
	cache_sql_get_text(q, cl->file, sizeof(cl->file));
	cl->block = (uint64_t)cache_sql_get_int(q);
	cl->prepared_at = cache_sql_get_int(q);
	cl->signed_at = cache_sql_get_int(q);
	cl->sent_at = cache_sql_get_int(q);
	cl->mined_at = cache_sql_get_int(q);
	cl->expires_at = cache_sql_get_int(q);
	cache_sql_get_text(q, cl->note, sizeof(cl->note));
}

enum status cache_claims_put(struct cache *c, struct cache_claim *claim, struct err *e)
{
	struct cache_sql q;
	enum status s;

	/* A NULL id is given by SQLite. */
	cache_sql_begin(&q, c,
			"INSERT OR REPLACE INTO claims(" COLUMNS ", network)"
			" VALUES(nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, claim->id);
	cache_sql_int(&q, claim->transaction);
	cache_sql_address(&q, &claim->account);
	cache_sql_address(&q, &claim->distributor);
	cache_sql_address(&q, &claim->token);
	cache_sql_u256(&q, &claim->cumulative.raw);
	cache_sql_u256(&q, &claim->amount.raw);
	cache_sql_int(&q, claim->state);
	cache_sql_hash(&q, &claim->bundle);
	cache_sql_text(&q, claim->file);
	cache_sql_int(&q, (int64_t)claim->block);
	cache_sql_int(&q, claim->prepared_at);
	cache_sql_int(&q, claim->signed_at);
	cache_sql_int(&q, claim->sent_at);
	cache_sql_int(&q, claim->mined_at);
	cache_sql_int(&q, claim->expires_at);
	cache_sql_text(&q, claim->note);
	cache_sql_int(&q, c->network);
	s = cache_sql_run(&q, NULL, e);
	if (s == STATUS_OK)
		claim->id = sqlite3_last_insert_rowid(c->db);
	return s;
}

enum status cache_claims_remove(struct cache *c, int64_t id, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "DELETE FROM claims WHERE network = ? AND id = ?");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, id);
	return cache_sql_run(&q, NULL, e);
}

static enum status none(enum status s, struct err *e)
{
	return s == ERR_NOT_FOUND ? err_set(e, s, "there is no such claim") : s;
}

enum status cache_claims_get(struct cache *c, struct cache_claim *out, int64_t id, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT " COLUMNS " FROM claims WHERE network = ? AND id = ?");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, id);
	return none(cache_sql_one(&q, out, read_claim, e), e);
}

enum status cache_claims_by_bundle(struct cache *c, struct cache_claim *out,
				   const struct hash *bundle, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM claims WHERE network = ? AND bundle = ?"
			" ORDER BY id DESC LIMIT 1");
	cache_sql_int(&q, c->network);
	cache_sql_hash(&q, bundle);
	return none(cache_sql_one(&q, out, read_claim, e), e);
}

enum status cache_claims_all(struct cache *c, struct cache_claim **out, size_t *n, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT " COLUMNS " FROM claims WHERE network = ? ORDER BY id DESC");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_claim, e);
}
