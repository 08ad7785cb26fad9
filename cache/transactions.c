/*
 * Rows of transactions. In reading order: reading a row, adding (a row is inserted almost empty and
 * then updated, so that one statement has the columns that change), putting back one of a backup,
 * changing, finding.
 *
 * Invariant: of one chain, account and nonce each generation is one row; the database refuses a
 * second one.
 */
#include "cache/transactions.h"

#include "base/buf.h"
#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

#define COLUMNS                                                                                  \
	"id, account, nonce, generation, kind, state, what, signing_hash, hash, fee_cap, fee, "  \
	"block, block_hash, prepared_at, signed_at, sent_at, mined_at, expires_at, exported_at," \
	" file, bundle, note"

static void read_tx(struct cache_sql *q, void *row)
{
	struct cache_tx *tx = row;

	tx->id = cache_sql_get_int(q);
	cache_sql_get_address(q, &tx->account);
	tx->nonce = (uint64_t)cache_sql_get_int(q);
	tx->generation = (uint32_t)cache_sql_get_int(q);
	tx->kind = (enum cache_tx_kind)cache_stored_get(q, CACHE_STORED_TX_KIND);
	tx->state = (enum cache_tx_state)cache_stored_get(q, CACHE_STORED_TX_STATE);
	cache_sql_get_sentence(q, &tx->what);
	cache_sql_get_hash(q, &tx->signing_hash);
	cache_sql_get_hash(q, &tx->hash);
	cache_sql_get_u256(q, &tx->fee_cap.raw);
	cache_sql_get_u256(q, &tx->fee.raw);
	tx->block = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_hash(q, &tx->block_hash);
	tx->prepared_at = cache_sql_get_int(q);
	tx->signed_at = cache_sql_get_int(q);
	tx->sent_at = cache_sql_get_int(q);
	tx->mined_at = cache_sql_get_int(q);
	tx->expires_at = cache_sql_get_int(q);
	tx->exported_at = cache_sql_get_int(q);
	cache_sql_get_text(q, tx->file, sizeof(tx->file));
	cache_sql_get_hash(q, &tx->bundle);
	cache_sql_get_text(q, tx->note, sizeof(tx->note));
}

/* Explains that the row was not found; any other status stays. */
static enum status none(enum status s, struct err *e)
{
	return s == ERR_NOT_FOUND
		       ? err_set(e, s, "there is no such transaction; see: byline tx list")
		       : s;
}

/* Counts the rows of the nonce. The transaction around it keeps other processes out. */
static enum status next_generation(struct cache *c, struct cache_tx *tx, struct err *e)
{
	struct cache_sql q;
	int64_t next = 0;
	enum status s;

	cache_sql_begin(&q, c,
			"SELECT ifnull(max(generation) + 1, 0) FROM transactions WHERE chain = ?"
			" AND account = ? AND nonce = ?");
	cache_sql_int(&q, c->chain);
	cache_sql_address(&q, &tx->account);
	cache_sql_int(&q, (int64_t)tx->nonce);
	s = cache_sql_one(&q, &next, cache_sql_read_int, e);
	tx->generation = (uint32_t)next;
	return s;
}

/*
 * Only the columns that never change, and values for those that may not be NULL. `id` is the row's
 * number; 0: the next one.
 */
static enum status insert(struct cache *c, struct cache_tx *tx, int64_t id, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c,
			"INSERT INTO transactions(id, chain, account, nonce, generation, kind,"
			" state, what, fee_cap, fee, block, prepared_at, signed_at, sent_at,"
			" mined_at, note)"
			" VALUES(nullif(?, 0), ?, ?, ?, ?, ?, ?, '', ?, ?, 0, 0, 0, 0, 0, '')");
	cache_sql_int(&q, id);
	cache_sql_int(&q, c->chain);
	cache_sql_address(&q, &tx->account);
	cache_sql_int(&q, (int64_t)tx->nonce);
	cache_sql_int(&q, tx->generation);
	cache_sql_int(&q, tx->kind);
	cache_sql_int(&q, tx->state);
	cache_sql_u256(&q, &tx->fee_cap.raw);
	cache_sql_u256(&q, &tx->fee.raw);
	s = cache_sql_run(&q, NULL, e);
	tx->id = sqlite3_last_insert_rowid(c->db);
	return s;
}

enum status cache_transactions_add(struct cache *c, struct cache_tx *tx, struct err *e)
{
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	s = next_generation(c, tx, e);
	if (s == STATUS_OK)
		s = insert(c, tx, 0, e);
	if (s == STATUS_OK)
		s = cache_transactions_update(c, tx, e);
	return cache_finish(c, s, e);
}

/* Counts the rows that have the number, and those that have the generation of the nonce. */
static enum status count_in_place(struct cache *c, const struct cache_tx *tx, int64_t *id,
				  int64_t *generation, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c, "SELECT count(*) FROM transactions WHERE id = ?");
	cache_sql_int(&q, tx->id);
	s = cache_sql_one(&q, id, cache_sql_read_int, e);
	if (s != STATUS_OK)
		return s;
	cache_sql_begin(&q, c,
			"SELECT count(*) FROM transactions WHERE chain = ? AND account = ?"
			" AND nonce = ? AND generation = ?");
	cache_sql_int(&q, c->chain);
	cache_sql_address(&q, &tx->account);
	cache_sql_int(&q, (int64_t)tx->nonce);
	cache_sql_int(&q, tx->generation);
	return cache_sql_one(&q, generation, cache_sql_read_int, e);
}

enum status cache_transactions_restore(struct cache *c, struct cache_tx *tx, struct err *e)
{
	int64_t ids = 0, generations = 0;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	s = count_in_place(c, tx, &ids, &generations, e);
	if (s == STATUS_OK && generations > 0)
		s = next_generation(c, tx, e);
	if (s == STATUS_OK)
		s = insert(c, tx, ids > 0 || tx->id < 0 ? 0 : tx->id, e);
	if (s == STATUS_OK)
		s = cache_transactions_update(c, tx, e);
	return cache_finish(c, s, e);
}

enum status cache_transactions_update(struct cache *c, const struct cache_tx *tx, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"UPDATE transactions SET state = ?, what = ?, signing_hash = ?, hash = ?,"
			" fee_cap = ?, fee = ?, block = ?, block_hash = ?, prepared_at = ?,"
			" signed_at = ?, sent_at = ?, mined_at = ?, expires_at = ?,"
			" exported_at = ?, file = ?, bundle = ?, note = ?"
			" WHERE chain = ? AND id = ?");
	cache_sql_int(&q, tx->state);
	cache_sql_sentence(&q, &tx->what);
	cache_sql_hash(&q, &tx->signing_hash);
	cache_sql_hash(&q, &tx->hash);
	cache_sql_u256(&q, &tx->fee_cap.raw);
	cache_sql_u256(&q, &tx->fee.raw);
	cache_sql_int(&q, (int64_t)tx->block);
	cache_sql_hash(&q, &tx->block_hash);
	cache_sql_int(&q, tx->prepared_at);
	cache_sql_int(&q, tx->signed_at);
	cache_sql_int(&q, tx->sent_at);
	cache_sql_int(&q, tx->mined_at);
	cache_sql_int(&q, tx->expires_at);
	cache_sql_int(&q, tx->exported_at);
	cache_sql_text(&q, tx->file);
	cache_sql_hash(&q, &tx->bundle);
	cache_sql_text(&q, tx->note);
	cache_sql_int(&q, c->chain);
	cache_sql_int(&q, tx->id);
	return none(cache_sql_run_on_row(&q, e), e);
}

/* The signed bytes are apart from the row: lists of transactions do without them. */
enum status cache_transactions_put_raw(struct cache *c, int64_t id, const void *raw, size_t len,
				       struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "UPDATE transactions SET raw = ? WHERE chain = ? AND id = ?");
	cache_sql_blob(&q, raw, len);
	cache_sql_int(&q, c->chain);
	cache_sql_int(&q, id);
	return none(cache_sql_run_on_row(&q, e), e);
}

enum status cache_transactions_remove(struct cache *c, int64_t id, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "DELETE FROM transactions WHERE chain = ? AND id = ?");
	cache_sql_int(&q, c->chain);
	cache_sql_int(&q, id);
	return none(cache_sql_run_on_row(&q, e), e);
}

enum status cache_transactions_get(struct cache *c, struct cache_tx *out, int64_t id, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT " COLUMNS " FROM transactions WHERE chain = ? AND id = ?");
	cache_sql_int(&q, c->chain);
	cache_sql_int(&q, id);
	return none(cache_sql_one(&q, out, read_tx, e), e);
}

/* The first row of a query for the selected chain and a hash. */
static enum status get_by(struct cache *c, struct cache_tx *out, const char *sql,
			  const struct hash *hash, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, sql);
	cache_sql_int(&q, c->chain);
	cache_sql_hash(&q, hash);
	return none(cache_sql_one(&q, out, read_tx, e), e);
}

enum status cache_transactions_by_hash(struct cache *c, struct cache_tx *out,
				       const struct hash *hash, struct err *e)
{
	return get_by(c, out,
		      "SELECT " COLUMNS " FROM transactions WHERE chain = ? AND hash = ?"
		      " ORDER BY id DESC LIMIT 1",
		      hash, e);
}

enum status cache_transactions_by_bundle(struct cache *c, struct cache_tx *out,
					 const struct hash *bundle, struct err *e)
{
	return get_by(c, out,
		      "SELECT " COLUMNS " FROM transactions WHERE chain = ? AND bundle = ?"
		      " ORDER BY id DESC LIMIT 1",
		      bundle, e);
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
	/* Bytes of any length come out of the column without another copy. */
	if (!row)
		return none(ERR_NOT_FOUND, e);
	buf_add(out, sqlite3_column_blob(q.stmt, 0), (size_t)sqlite3_column_bytes(q.stmt, 0));
	cache_sql_end(&q);
	s = buf_status(out);
	return s == STATUS_OK
		       ? s
		       : err_set(e, s, "cannot read a signed transaction: %s", status_phrase(s));
}

enum status cache_transactions_all(struct cache *c, struct cache_tx **out, size_t *n, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM transactions WHERE chain = ? ORDER BY id DESC");
	cache_sql_int(&q, c->chain);
	return cache_sql_all(&q, out, n, sizeof(**out), read_tx, e);
}
