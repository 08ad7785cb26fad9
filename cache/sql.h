/*
 * Inside the cache: prepared statements, bound and read in order.
 *
 *   cache_sql_begin(&q, c, "SELECT a, b FROM t WHERE x = ? AND y = ?");
 *   cache_sql_int(&q, x);
 *   cache_sql_text(&q, y);
 *   s = cache_sql_all(&q, ...)                    or _run, _row
 *
 * A failure while preparing or binding is remembered and comes out of the last call.
 */
#ifndef CACHE_SQL_H
#define CACHE_SQL_H

#include <sqlite3.h>

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"

/* Statements of the whole folder; each is prepared once. */
#define CACHE_STATEMENTS 128

struct cache {
	sqlite3 *db;
	char *path;
	bool read_only;
	int depth;	    /* of cache_begin() */
	enum status failed; /* first failure inside the transaction */
	struct err failure;
	int64_t network; /* selected; 0 = none */
	int64_t chain;
	struct {
		const char *sql; /* a literal: compared by address */
		sqlite3_stmt *stmt;
	} prepared[CACHE_STATEMENTS];
	size_t n_prepared;
};

struct cache_sql {
	struct cache *cache;
	sqlite3_stmt *stmt;
	int bound;  /* parameters so far */
	int column; /* columns read so far */
	int rc;	    /* first failure, or SQLITE_OK */
};

/* `sql` must be a string literal: the statement is kept under its address. */
void cache_sql_begin(struct cache_sql *q, struct cache *c, const char *sql);

/* Bind the next parameter. A text or blob is copied. */
void cache_sql_null(struct cache_sql *q);
void cache_sql_int(struct cache_sql *q, int64_t v);
void cache_sql_text(struct cache_sql *q, const char *text);
void cache_sql_blob(struct cache_sql *q, const void *data, size_t len);
void cache_sql_hash(struct cache_sql *q, const struct hash *h); /* zero is stored as NULL */
void cache_sql_address(struct cache_sql *q, const struct address *a);
void cache_sql_u256(struct cache_sql *q, const struct u256 *v);

/* Runs a statement without rows. Out: `changes` (may be NULL) rows changed. */
MUST_CHECK enum status cache_sql_run(struct cache_sql *q, int *changes, struct err *e);

/*
 * Steps: `*row` says whether there is one. At the end, or after a failure, the statement is
 * reset.
 */
MUST_CHECK enum status cache_sql_row(struct cache_sql *q, bool *row, struct err *e);

/* Resets a statement whose rows are not read to their end. */
void cache_sql_end(struct cache_sql *q);

/* Columns of the row, in order. */
int64_t cache_sql_get_int(struct cache_sql *q);
/* A stored enum of `count` members. Any other number makes the whole reading ERR_DAMAGED. */
int cache_sql_get_enum(struct cache_sql *q, int count);
void cache_sql_get_text(struct cache_sql *q, char *out, size_t cap);
void cache_sql_get_blob(struct cache_sql *q, void *out, size_t len); /* zeros when NULL or other */
void cache_sql_get_hash(struct cache_sql *q, struct hash *out);
void cache_sql_get_address(struct cache_sql *q, struct address *out);
void cache_sql_get_u256(struct cache_sql *q, struct u256 *out);

/* Reads one row into a struct. */
typedef void cache_sql_read(struct cache_sql *q, void *row);

/* All rows as an array of structs of `size` bytes, which the caller frees. */
MUST_CHECK enum status cache_sql_all(struct cache_sql *q, void *out, size_t *n, size_t size,
				     cache_sql_read *read, struct err *e);

/* The first row. ERR_NOT_FOUND (`e` untouched) when there is none. */
MUST_CHECK enum status cache_sql_one(struct cache_sql *q, void *out, cache_sql_read *read,
				     struct err *e);

/* Runs several statements at once, without parameters. */
MUST_CHECK enum status cache_sql_exec(struct cache *c, const char *sql, struct err *e);

/* Status and message for an SQLite result code. Remembers it for the transaction. */
MUST_CHECK enum status cache_sql_fail(struct cache *c, int rc, struct err *e);

/* ERR_VERSION: an older byline wrote rows that must be brought up to date, which takes a write. */
MUST_CHECK enum status cache_sql_older(const struct cache *c, struct err *e);

/*
 * Ends what cache_begin() began, after work that ended with `s`: commits, or makes the outermost
 * transaction fail with it. Returns `s`, or the failure of the commit.
 */
MUST_CHECK enum status cache_sql_finish(struct cache *c, enum status s, struct err *e);

/* Schema versions; see migrations.c. Brings the database up to date, or refuses. */
MUST_CHECK enum status cache_migrate(struct cache *c, struct err *e);

#endif
