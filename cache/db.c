/*
 * Transactions. They nest by a counter. A failure anywhere inside is kept in `failed` and comes out
 * of the outermost cache_commit(), so that a caller may look at the last result alone.
 */
#include "cache/db.h"

#include "cache/db_private.h"
#include "cache/sql.h"

static enum status begin(struct cache *c, const char *sql, struct err *e)
{
	enum status s = STATUS_OK;

	if (c->depth == 0)
		s = cache_sql_exec(c, sql, e);
	if (s != STATUS_OK)
		return s;
	c->depth++;
	return STATUS_OK;
}

enum status cache_begin(struct cache *c, struct err *e)
{
	return begin(c, c->read_only ? "BEGIN" : "BEGIN IMMEDIATE", e);
}

enum status cache_begin_reading(struct cache *c, struct err *e)
{
	return begin(c, "BEGIN", e);
}

enum status cache_commit(struct cache *c, struct err *e)
{
	enum status s = c->failed;
	struct err why = c->failure;

	if (c->depth > 1) {
		c->depth--;
		if (s != STATUS_OK && e != NULL)
			*e = why;
		return s;
	}
	if (s == STATUS_OK)
		s = cache_sql_exec(c, "COMMIT", e);
	else if (e != NULL)
		*e = why;
	if (s != STATUS_OK)
		cache_rollback(c);
	c->depth = 0;
	c->failed = STATUS_OK;
	return s;
}

enum status cache_finish(struct cache *c, enum status s, struct err *e)
{
	if (s != STATUS_OK && c->failed == STATUS_OK) {
		c->failed = s;
		c->failure = e != NULL ? *e : (struct err){.code = s};
	}
	return cache_commit(c, e);
}

void cache_rollback(struct cache *c)
{
	/* SQLite ends the transaction by itself when the disk is full. */
	if (sqlite3_get_autocommit(c->db) == 0)
		sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
	c->depth = 0;
	c->failed = STATUS_OK;
}
