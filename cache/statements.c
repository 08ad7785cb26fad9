/*
 * A statement is stored in the encoding in which it is attested, so that one decoder serves the
 * chain and the cache.
 */
#include "cache/statements.h"

#include "base/buf.h"
#include "cache/sql.h"
#include "cache/stored.h"

#define COLUMNS "datanet, uid, previous, payload, attested_at, block, trust, audit, finding"

/* Bytes of an attested statement: eleven words. */
#define PAYLOAD (11 * 32)

static void read_statement(struct cache_sql *q, void *row)
{
	struct cache_statement *st = row;
	uint8_t payload[PAYLOAD];

	cache_sql_get_address(q, &st->datanet);
	cache_sql_get_hash(q, &st->uid);
	cache_sql_get_hash(q, &st->previous);
	cache_sql_get_blob(q, payload, sizeof(payload));
	/*
	 * Only statement_encode() writes these bytes, so they can be decoded unless they are
	 * damaged.
	 */
	if (statement_decode(&st->statement, payload, sizeof(payload)) != STATUS_OK)
		st->statement = (struct statement){0};
	st->attested_at = cache_sql_get_int(q);
	st->block = (uint64_t)cache_sql_get_int(q);
	st->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
	st->audit = (enum cache_audit)cache_stored_get(q, CACHE_STORED_AUDIT);
	cache_sql_get_sentence(q, &st->finding);
}

enum status cache_statements_put(struct cache *c, const struct cache_statement *st, struct err *e)
{
	struct cache_sql q;
	struct buf payload;
	enum status s;

	buf_init(&payload, PAYLOAD);
	s = statement_encode(&payload, &st->statement);
	if (s != STATUS_OK) {
		buf_release(&payload);
		return err_set(e, s, "cannot store a statement of the datanet: %s",
			       status_phrase(s));
	}
	/* Another uid is another statement, about which no audit has found anything yet. */
	cache_sql_begin(
		&q, c,
		"INSERT INTO statements(network, epoch, " COLUMNS
		") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(network, datanet, epoch)"
		" DO UPDATE SET"
		" audit = iif(uid IS excluded.uid, audit, excluded.audit),"
		" finding = iif(uid IS excluded.uid, finding, excluded.finding),"
		" uid = excluded.uid, previous = excluded.previous,"
		" payload = excluded.payload, attested_at = excluded.attested_at,"
		" block = excluded.block, trust = excluded.trust");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, (int64_t)st->statement.epoch);
	cache_sql_address(&q, &st->datanet);
	cache_sql_hash(&q, &st->uid);
	cache_sql_hash(&q, &st->previous);
	cache_sql_blob(&q, payload.data, payload.len);
	cache_sql_int(&q, st->attested_at);
	cache_sql_int(&q, (int64_t)st->block);
	cache_sql_int(&q, st->trust);
	cache_sql_int(&q, st->audit);
	cache_sql_sentence(&q, &st->finding);
	s = cache_sql_run(&q, NULL, e);
	buf_release(&payload);
	return s;
}

static enum status none(uint64_t epoch, struct err *e)
{
	return err_set(e, ERR_NOT_FOUND, "no statement of epoch %llu is known; run byline sync",
		       (unsigned long long)epoch);
}

enum status cache_statements_audit(struct cache *c, const struct cache_statement *st, struct err *e)
{
	uint64_t epoch = st->statement.epoch;
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c,
			"UPDATE statements SET audit = ?, finding = ?"
			" WHERE network = ? AND datanet = ? AND epoch = ?");
	cache_sql_int(&q, st->audit);
	cache_sql_sentence(&q, &st->finding);
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, &st->datanet);
	cache_sql_int(&q, (int64_t)epoch);
	s = cache_sql_run_on_row(&q, e);
	return s == ERR_NOT_FOUND ? none(epoch, e) : s;
}

enum status cache_statements_get(struct cache *c, struct cache_statement *out,
				 const struct address *datanet, uint64_t epoch, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS
			" FROM statements WHERE network = ? AND datanet = ? AND epoch = ?");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	cache_sql_int(&q, (int64_t)epoch);
	s = cache_sql_one(&q, out, read_statement, e);
	return s == ERR_NOT_FOUND ? none(epoch, e) : s;
}

enum status cache_statements_all(struct cache *c, struct cache_statement **out, size_t *n,
				 const struct address *datanet, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS
			" FROM statements WHERE network = ? AND datanet = ? ORDER BY epoch DESC");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	return cache_sql_all(&q, out, n, sizeof(**out), read_statement, e);
}
