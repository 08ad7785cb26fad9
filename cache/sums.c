/*
 * The sum of a row is a CRC-32, which an SQL function, row_sum(), takes of all other columns. The
 * schema in the file knows nothing of it: triggers and views that use it belong to the handle and
 * are made at each opening, from the columns that the tables have then.
 *
 * In reading order: the function; views of the rows that do not fit; triggers that keep the sums;
 * hiding damaged rows from a read-only handle, or taking them out (repairs[], where a new table
 * with a sum needs a line).
 *
 * Invariant: a row that did not fit its sum before an UPDATE does not fit it afterwards either,
 * unless the UPDATE sets the sum to NULL, which asks for a new one.
 */
#include "cache/sums.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/clock.h"
#include "cache/db_private.h"
#include "cache/events.h"
#include "cache/sql.h"

static const char *const tables[] = {
	"blocks",   "figures",	"datasets", "statements", "scores",
	"verdicts", "received", "models",   "due_states", "foreign_tokens",
};

/* Type and length come first, so that no two rows of values make the same bytes. */
static uLong add_value(uLong crc, sqlite3_value *value)
{
	int64_t head[2] = {sqlite3_value_type(value)};
	const void *data = NULL;

	if (head[0] == SQLITE_INTEGER) {
		head[1] = sqlite3_value_int64(value);
	} else {
		data = sqlite3_value_blob(value);
		head[1] = sqlite3_value_bytes(value);
	}
	crc = crc32_z(crc, (const Bytef *)head, sizeof(head));
	return data != NULL ? crc32_z(crc, data, (size_t)head[1]) : crc;
}

static void row_sum(sqlite3_context *context, int n, sqlite3_value **values)
{
	uLong crc = 0;

	for (int i = 0; i < n; i++)
		crc = add_value(crc, values[i]);
	sqlite3_result_int64(context, (int64_t)crc);
}

/* The columns of a table, in a form for each use. */
struct columns {
	struct buf names;  /* "network, number" */
	struct buf before; /* "old.network, old.number" */
	struct buf shown;  /* as names, with a trust of 0 where the sum does not fit */
	struct buf key;	   /* "network = new.network AND number = new.number" */
};

static void columns_init(struct columns *t)
{
	buf_init(&t->names, 4 * KIB);
	buf_init(&t->before, 4 * KIB);
	buf_init(&t->shown, 4 * KIB);
	buf_init(&t->key, 4 * KIB);
}

static void columns_release(struct columns *t)
{
	buf_release(&t->names);
	buf_release(&t->before);
	buf_release(&t->shown);
	buf_release(&t->key);
}

static void add_column(struct columns *t, const char *name, bool is_key)
{
	const char *comma = t->names.len > 0 ? ", " : "";

	buf_addf(&t->names, "%s%s", comma, name);
	buf_addf(&t->before, "%sold.%s", comma, name);
	if (strcmp(name, "trust") == 0)
		buf_addf(&t->shown, "%siif(fits, trust, 0) AS trust", comma);
	else
		buf_addf(&t->shown, "%s%s", comma, name);
	if (is_key)
		buf_addf(&t->key, "%s%s = new.%s", t->key.len > 0 ? " AND " : "", name, name);
}

/* Generated columns are not listed: they follow from the others. */
static enum status read_columns(struct cache *c, struct columns *t, const char *table,
				struct err *e)
{
	sqlite3_stmt *stmt = NULL;
	char sql[64];
	int rc;

	sqlite3_snprintf(sizeof(sql), sql, "PRAGMA main.table_info(%s)", table);
	rc = sqlite3_prepare_v2(c->db, sql, -1, &stmt, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(stmt, 1);

		if (name != NULL && strcmp(name, "sum") != 0)
			add_column(t, name, sqlite3_column_int(stmt, 5) > 0);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE ? STATUS_OK : cache_sql_fail(c, rc, e);
}

/* Runs the statements in `sql`, and releases it. */
static enum status run(struct cache *c, struct buf *sql, struct err *e)
{
	enum status s = buf_status(sql) == STATUS_OK ? cache_sql_exec(c, buf_str(sql), e)
						     : err_set(e, ERR_MEMORY, "out of memory");

	buf_release(sql);
	return s;
}

/* The view damaged_NAME has the rows of the table that do not fit their sum. */
static enum status view_damaged(struct cache *c, struct columns *t, const char *table,
				struct err *e)
{
	struct buf sql;

	buf_init(&sql, 16 * KIB);
	buf_addf(&sql,
		 "CREATE TEMP VIEW damaged_%s AS SELECT * FROM main.%s"
		 " WHERE sum IS NOT row_sum(%s)",
		 table, table, buf_str(&t->names));
	return run(c, &sql, e);
}

/* A row gets its sum when it is put, and another when it changes. */
static enum status keep_sums(struct cache *c, struct columns *t, const char *table, struct err *e)
{
	const char *names = buf_str(&t->names), *key = buf_str(&t->key);
	struct buf sql;

	buf_init(&sql, 16 * KIB);
	buf_addf(&sql,
		 "CREATE TEMP TRIGGER %s_put AFTER INSERT ON main.%s BEGIN"
		 " UPDATE %s SET sum = row_sum(%s) WHERE %s; END;",
		 table, table, table, names, key);
	buf_addf(&sql,
		 "CREATE TEMP TRIGGER %s_changed AFTER UPDATE ON main.%s"
		 " WHEN new.sum IS NULL OR new.sum IS old.sum AND old.sum IS row_sum(%s) BEGIN"
		 " UPDATE %s SET sum = row_sum(%s) WHERE %s; END;",
		 table, table, buf_str(&t->before), table, names, key);
	return run(c, &sql, e);
}

/*
 * A view in the place of the table, for this handle. The user's own dataset stays in it, without a
 * mark.
 */
static enum status hide_damaged(struct cache *c, struct columns *t, const char *table,
				struct err *e)
{
	const char *shown = strcmp(table, "datasets") == 0 ? "local" : "0";
	struct buf sql;

	buf_init(&sql, 16 * KIB);
	buf_addf(&sql,
		 "CREATE TEMP VIEW %s AS SELECT %s, sum FROM (SELECT *,"
		 " sum IS row_sum(%s) AS fits FROM main.%s) WHERE fits OR %s",
		 table, buf_str(&t->shown), buf_str(&t->names), table, shown);
	return run(c, &sql, e);
}

struct damage {
	int64_t network; /* 0: one that there is not */
	int64_t rows;
};

static void read_damage(struct cache_sql *q, void *row)
{
	struct damage *d = row;

	d->network = cache_sql_get_int(q);
	d->rows = cache_sql_get_int(q);
}

static enum status find_damage(struct cache *c, struct damage **out, size_t *n, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT ifnull(id, 0), count(*) FROM (SELECT network FROM damaged_blocks"
			" UNION ALL SELECT network FROM damaged_figures"
			" UNION ALL SELECT network FROM damaged_datasets"
			" UNION ALL SELECT network FROM damaged_statements"
			" UNION ALL SELECT network FROM damaged_scores"
			" UNION ALL SELECT network FROM damaged_verdicts"
			" UNION ALL SELECT network FROM damaged_received"
			" UNION ALL SELECT network FROM damaged_models"
			" UNION ALL SELECT network FROM damaged_due_states"
			" UNION ALL SELECT network FROM damaged_foreign_tokens)"
			" LEFT JOIN networks ON id = network GROUP BY 1");
	return cache_sql_all(&q, out, n, sizeof(**out), read_damage, e);
}

/*
 * Rows that are taken out, and marks of "read so far" that go back, so that they are read again.
 * Networks are not told apart: reading something again does no harm.
 */
static const char *const repairs[] = {
	"DELETE FROM blocks WHERE (network, number) IN (SELECT network, number FROM "
	"damaged_blocks)",
	"DELETE FROM figures WHERE id IN (SELECT id FROM damaged_figures)",
	/* Scores come with the audit of their epoch, and an audit with its statement. */
	"DELETE FROM verdicts WHERE (network, datanet, epoch) IN"
	" (SELECT network, datanet, epoch FROM damaged_scores)",
	"DELETE FROM settings WHERE key GLOB 'statements.read.*' AND (EXISTS"
	" (SELECT 1 FROM damaged_scores) OR EXISTS (SELECT 1 FROM damaged_verdicts)"
	" OR EXISTS (SELECT 1 FROM damaged_statements))",
	"DELETE FROM scores WHERE (network, datanet, epoch, account, dataset) IN"
	" (SELECT network, datanet, epoch, account, dataset FROM damaged_scores)",
	"DELETE FROM verdicts WHERE (network, datanet, epoch, account) IN"
	" (SELECT network, datanet, epoch, account FROM damaged_verdicts)",
	"DELETE FROM statements WHERE (network, datanet, epoch) IN"
	" (SELECT network, datanet, epoch FROM damaged_statements)",
	"DELETE FROM searches WHERE EXISTS (SELECT 1 FROM damaged_received)",
	"DELETE FROM received WHERE (network, block, place, account) IN"
	" (SELECT network, block, place, account FROM damaged_received)",
	"DELETE FROM models WHERE id IN (SELECT id FROM damaged_models)",
	"DELETE FROM due_states WHERE due IN (SELECT due FROM damaged_due_states)",
	"DELETE FROM foreign_tokens WHERE (network, token) IN"
	" (SELECT network, token FROM damaged_foreign_tokens)",
	"DELETE FROM settings WHERE key GLOB 'datasets.scanned.*'"
	" AND EXISTS (SELECT 1 FROM damaged_datasets)",
	"DELETE FROM datasets WHERE local = 0 AND id IN (SELECT id FROM damaged_datasets)",
	/* A root that keeps another row of this machine needs no second one. */
	"DELETE FROM datasets WHERE id IN (SELECT gone.id FROM damaged_datasets AS gone"
	" JOIN datasets AS kept ON kept.network = gone.network AND kept.root = gone.root"
	" AND kept.uid IS NULL AND kept.id <> gone.id)",
	"UPDATE datasets SET sum = NULL, uid = NULL, datanet = zeroblob(20), state = 0, trust = 0,"
	" block = 0, attested_at = 0, revoked_block = 0, revoked_at = 0, accepted_at = 0"
	" WHERE id IN (SELECT id FROM damaged_datasets)",
};

/* Notes in the log of each network how much was damaged there. */
static enum status log_damage(struct cache *c, const struct damage *damage, size_t n, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct cache_event event = {.time = clock_now(), .area = "cache"};

		sentence_add(&event.text, "%lld damaged %s taken out of the cache: %s read again",
			     (long long)damage[i].rows,
			     damage[i].rows == 1 ? "row was" : "rows were",
			     damage[i].rows == 1 ? "it is" : "they are");
		c->network = damage[i].network;
		if (c->network != 0)
			s = cache_events_put(c, &event, e);
	}
	c->network = 0;
	return s;
}

/* Looks again inside the transaction, since another process may have repaired the file by now. */
static enum status repair(struct cache *c, struct err *e)
{
	struct damage *damage = NULL;
	size_t n = 0;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	s = find_damage(c, &damage, &n, e);
	if (s == STATUS_OK)
		s = log_damage(c, damage, n, e);
	for (size_t i = 0; i < ARRAY_SIZE(repairs) && n > 0 && s == STATUS_OK; i++)
		s = cache_sql_exec(c, repairs[i], e);
	free(damage);
	return cache_finish(c, s, e);
}

/* Does `what` to each table with sums. */
static enum status each_table(struct cache *c,
			      enum status (*what)(struct cache *c, struct columns *t,
						  const char *table, struct err *e),
			      struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < ARRAY_SIZE(tables) && s == STATUS_OK; i++) {
		struct columns t;

		columns_init(&t);
		s = read_columns(c, &t, tables[i], e);
		if (s == STATUS_OK)
			s = what(c, &t, tables[i], e);
		columns_release(&t);
	}
	return s;
}

static enum status sum_rows(struct cache *c, struct columns *t, const char *table, struct err *e)
{
	struct buf sql;

	buf_init(&sql, 16 * KIB);
	buf_addf(&sql, "UPDATE main.%s SET sum = row_sum(%s) WHERE sum IS NULL", table,
		 buf_str(&t->names));
	return run(c, &sql, e);
}

enum status cache_sums_register(struct cache *c, struct err *e)
{
	int rc = sqlite3_create_function(c->db, "row_sum", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
					 NULL, row_sum, NULL, NULL);

	return rc == SQLITE_OK ? STATUS_OK : cache_sql_fail(c, rc, e);
}

enum status cache_sums_fill(struct cache *c, struct err *e)
{
	return each_table(c, sum_rows, e);
}

enum status cache_sums_check(struct cache *c, struct err *e)
{
	struct damage *damage = NULL;
	size_t n = 0;
	enum status s = each_table(c, view_damaged, e);

	if (s == STATUS_OK)
		s = find_damage(c, &damage, &n, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		c->damaged += (size_t)damage[i].rows;
	free(damage);
	if (s == STATUS_OK && !c->read_only)
		s = each_table(c, keep_sums, e);
	if (s != STATUS_OK || c->damaged == 0)
		return s;
	return c->read_only ? each_table(c, hide_damaged, e) : repair(c, e);
}
