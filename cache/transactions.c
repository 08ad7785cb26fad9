#include "cache/transactions.h"

#include "cache/sql.h"

#define COLUMNS                                                                                 \
	"id, account, nonce, generation, kind, state, what, signing_hash, hash, fee_cap, fee, " \
	"block, block_hash, reserved_at, signed_at, sent_at, mined_at, note"

static void read_tx(struct cache_sql *q, void *row)
{
	struct cache_tx *tx = row;

	tx->id = cache_sql_get_int(q);
	cache_sql_get_address(q, &tx->account);
	tx->nonce = (uint64_t)cache_sql_get_int(q);
	tx->generation = (uint32_t)cache_sql_get_int(q);
	tx->kind = (enum cache_tx_kind)cache_sql_get_int(q);
	tx->state = (enum cache_tx_state)cache_sql_get_int(q);
	cache_sql_get_text(q, tx->what, sizeof(tx->what));
	cache_sql_get_hash(q, &tx->signing_hash);
	cache_sql_get_hash(q, &tx->hash);
	cache_sql_get_u256(q, &tx->fee_cap.raw);
	cache_sql_get_u256(q, &tx->fee.raw);
	tx->block = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_hash(q, &tx->block_hash);
	tx->reserved_at = cache_sql_get_int(q);
	tx->signed_at = cache_sql_get_int(q);
	tx->sent_at = cache_sql_get_int(q);
	tx->mined_at = cache_sql_get_int(q);
	cache_sql_get_text(q, tx->note, sizeof(tx->note));
}

static enum status none(enum status s, struct err *e)
{
	return s == ERR_NOT_FOUND ? err_set(e, s, "there is no such transaction") : s;
}

static enum status latest_of_nonce(struct cache *c, struct cache_tx *out,
				   const struct address *account, uint64_t nonce, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM transactions WHERE chain = ? AND account = ?"
			" AND nonce = ? ORDER BY generation DESC LIMIT 1");
	cache_sql_int(&q, c->chain);
	cache_sql_address(&q, account);
	cache_sql_int(&q, (int64_t)nonce);
	return cache_sql_one(&q, out, read_tx, e);
}

static enum status insert(struct cache *c, struct cache_tx *tx, struct err *e)
{
	static const struct u256 nothing;
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c,
			"INSERT INTO transactions(chain, account, nonce, generation, kind, state,"
			" what, signing_hash, fee_cap, fee, block, reserved_at, signed_at, sent_at,"
			" mined_at, note) VALUES(?, ?, ?, ?, ?, 0, ?, ?, ?, ?, 0, ?, 0, 0, 0, '')");
	cache_sql_int(&q, c->chain);
	cache_sql_address(&q, &tx->account);
	cache_sql_int(&q, (int64_t)tx->nonce);
	cache_sql_int(&q, tx->generation);
	cache_sql_int(&q, tx->kind);
	cache_sql_text(&q, tx->what);
	cache_sql_hash(&q, &tx->signing_hash);
	cache_sql_u256(&q, &tx->fee_cap.raw);
	cache_sql_u256(&q, &nothing);
	cache_sql_int(&q, tx->reserved_at);
	s = cache_sql_run(&q, NULL, e);
	tx->id = sqlite3_last_insert_rowid(c->db);
	tx->state = CACHE_TX_RESERVED;
	return s;
}

enum status cache_transactions_reserve(struct cache *c, struct cache_tx *tx,
				       struct cache_tx *earlier, bool replace, struct err *e)
{
	struct cache_tx last = {0};
	enum status s;

	if (c->depth > 0)
		return err_set(e, ERR_USAGE, "a nonce is reserved in a transaction of its own");
	s = cache_begin(c, e);
	if (s != STATUS_OK)
		return s;
	s = latest_of_nonce(c, &last, &tx->account, tx->nonce, e);
	if (s == STATUS_OK && earlier != NULL)
		*earlier = last;
	if (s == STATUS_OK && !replace) {
		s = err_set(e, ERR_EXISTS, "nonce %llu is already taken by \"%s\"",
			    (unsigned long long)tx->nonce, last.what);
		return cache_sql_finish(c, s, e);
	}
	tx->generation = s == STATUS_OK ? last.generation + 1 : 0;
	if (s == STATUS_OK || s == ERR_NOT_FOUND)
		s = insert(c, tx, e);
	return cache_sql_finish(c, s, e);
}

/* For statements that must meet exactly one row. */
static enum status run_on_one(struct cache_sql *q, struct err *e)
{
	int changes;
	enum status s = cache_sql_run(q, &changes, e);

	return s == STATUS_OK && changes == 0 ? none(ERR_NOT_FOUND, e) : s;
}

enum status cache_transactions_release(struct cache *c, int64_t id, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "DELETE FROM transactions WHERE chain = ? AND id = ? AND state = 0");
	cache_sql_int(&q, c->chain);
	cache_sql_int(&q, id);
	return run_on_one(&q, e);
}

static void read_nonce(struct cache_sql *q, void *row)
{
	*(uint64_t *)row = (uint64_t)cache_sql_get_int(q);
}

enum status cache_transactions_next_nonce(struct cache *c, uint64_t *nonce,
					  const struct address *account, uint64_t from,
					  struct err *e)
{
	struct cache_sql q;

	/*
	 * Living: reserved, signed, sent, mined, confirmed, failed. A replaced or dropped one
	 * gives its nonce free. The first gap is either `from` itself or behind a living one.
	 */
	cache_sql_begin(&q, c,
			"WITH living AS (SELECT nonce FROM transactions WHERE chain = ?1"
			" AND account = ?2 AND nonce >= ?3 AND state < 6)"
			" SELECT min(n) FROM (SELECT ?3 AS n UNION SELECT nonce + 1 FROM living)"
			" WHERE n NOT IN (SELECT nonce FROM living)");
	cache_sql_int(&q, c->chain);
	cache_sql_address(&q, account);
	cache_sql_int(&q, (int64_t)from);
	return cache_sql_one(&q, nonce, read_nonce, e);
}

enum status cache_transactions_signed(struct cache *c, int64_t id, const struct hash *hash,
				      const void *raw, size_t len, int64_t time, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"UPDATE transactions SET state = 1, hash = ?, raw = ?, signed_at = ?"
			" WHERE chain = ? AND id = ? AND state = 0");
	cache_sql_hash(&q, hash);
	cache_sql_blob(&q, raw, len);
	cache_sql_int(&q, time);
	cache_sql_int(&q, c->chain);
	cache_sql_int(&q, id);
	return run_on_one(&q, e);
}

enum status cache_transactions_update(struct cache *c, const struct cache_tx *tx, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"UPDATE transactions SET state = ?, fee = ?, block = ?, block_hash = ?,"
			" sent_at = ?, mined_at = ?, note = ? WHERE chain = ? AND id = ?");
	cache_sql_int(&q, tx->state);
	cache_sql_u256(&q, &tx->fee.raw);
	cache_sql_int(&q, (int64_t)tx->block);
	cache_sql_hash(&q, &tx->block_hash);
	cache_sql_int(&q, tx->sent_at);
	cache_sql_int(&q, tx->mined_at);
	cache_sql_text(&q, tx->note);
	cache_sql_int(&q, c->chain);
	cache_sql_int(&q, tx->id);
	return run_on_one(&q, e);
}

enum status cache_transactions_get(struct cache *c, struct cache_tx *out, int64_t id, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT " COLUMNS " FROM transactions WHERE chain = ? AND id = ?");
	cache_sql_int(&q, c->chain);
	cache_sql_int(&q, id);
	return none(cache_sql_one(&q, out, read_tx, e), e);
}

enum status cache_transactions_by_hash(struct cache *c, struct cache_tx *out,
				       const struct hash *hash, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT " COLUMNS " FROM transactions WHERE chain = ? AND hash = ?");
	cache_sql_int(&q, c->chain);
	cache_sql_hash(&q, hash);
	return none(cache_sql_one(&q, out, read_tx, e), e);
}

enum status cache_transactions_raw(struct cache *c, struct buf *out, int64_t id, struct err *e)
{
	struct cache_sql q;
	bool row;
	enum status s;

	cache_sql_begin(&q, c,
			"SELECT raw FROM transactions WHERE chain = ? AND id = ?"
			" AND raw IS NOT NULL");
	cache_sql_int(&q, c->chain);
	cache_sql_int(&q, id);
	s = cache_sql_row(&q, &row, e);
	if (s != STATUS_OK)
		return s;
	if (!row)
		return none(ERR_NOT_FOUND, e);
	buf_add(out, sqlite3_column_blob(q.stmt, 0), (size_t)sqlite3_column_bytes(q.stmt, 0));
	cache_sql_end(&q);
	s = buf_status(out);
	return s == STATUS_OK ? s : err_set(e, s, "a signed transaction: %s", status_phrase(s));
}

enum status cache_transactions_all(struct cache *c, struct cache_tx **out, size_t *n, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM transactions WHERE chain = ? ORDER BY id DESC");
	cache_sql_int(&q, c->chain);
	return cache_sql_all(&q, out, n, sizeof(**out), read_tx, e);
}
