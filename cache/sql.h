/*
 * Prepared statements, whose parameters are bound and whose columns are read in order. For the
 * sources of cache/ only.
 *
 *   cache_sql_begin(&q, c, "SELECT a, b FROM t WHERE x = ? AND y = ?");
 *   cache_sql_int(&q, x);
 *   cache_sql_text(&q, y);
 *   s = cache_sql_all(&q, ...)                    or _run, _row
 *
 * A failure while preparing, binding or reading is remembered and comes out of the last call.
 */
#ifndef CACHE_SQL_H
#define CACHE_SQL_H

#include <sqlite3.h>

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/sentence.h"
#include "chain/u256.h"

/* More than the folder has statements; each is prepared once. */
#define CACHE_STATEMENTS 192

struct cache {
	sqlite3 *db;
	char *path;
	bool read_only;
	int depth;	    /* how many cache_begin() are open */
	enum status failed; /* first failure inside the outermost of them */
	struct err failure;
	size_t damaged;	 /* rows that did not fit their sum at the opening */
	int64_t network; /* row of the selected network; 0: none */
	int64_t chain;
	struct {
		const char *sql; /* compared by its address */
		sqlite3_stmt *stmt;
	} prepared[CACHE_STATEMENTS];
	size_t n_prepared;
};

struct cache_sql {
	struct cache *cache;
	sqlite3_stmt *stmt;
	int bound;  /* parameters bound so far */
	int column; /* columns read so far */
	int rc;	    /* the first failure, or SQLITE_OK */
};

/* Begins a query. `sql` must be a string literal, because the statement is kept by its address. */
void cache_sql_begin(struct cache_sql *q, struct cache *c, const char *sql);

/* Bind the next parameter. Texts and blobs are copied. */
void cache_sql_int(struct cache_sql *q, int64_t v);
void cache_sql_text(struct cache_sql *q, const char *text);
void cache_sql_sentence(struct cache_sql *q, const struct sentence *s);
void cache_sql_blob(struct cache_sql *q, const void *data, size_t len);
void cache_sql_hash(struct cache_sql *q, const struct hash *h); /* stores zero as NULL */
void cache_sql_address(struct cache_sql *q, const struct address *a);
void cache_sql_u256(struct cache_sql *q, const struct u256 *v);

/* Runs a statement that returns no rows. Out: changes (or NULL), how many rows it changed. */
MUST_CHECK enum status cache_sql_run(struct cache_sql *q, int *changes, struct err *e);

/*
 * Runs a statement that must change a row. ERR_NOT_FOUND (`e` untouched) when it changes none.
 */
MUST_CHECK enum status cache_sql_run_on_row(struct cache_sql *q, struct err *e);

/*
 * Steps to the next row. Out: row, whether there is one. At the end and after a failure the
 * statement is reset.
 */
MUST_CHECK enum status cache_sql_row(struct cache_sql *q, bool *row, struct err *e);

/* Resets a statement before its last row was read. */
void cache_sql_end(struct cache_sql *q);

/* Read the next column of the row. */
int64_t cache_sql_get_int(struct cache_sql *q);
void cache_sql_get_text(struct cache_sql *q, char *out, size_t cap);
void cache_sql_get_sentence(struct cache_sql *q, struct sentence *out); /* refuses a damaged one */
void cache_sql_get_blob(struct cache_sql *q, void *out, size_t len); /* zeros for another length */
void cache_sql_get_hash(struct cache_sql *q, struct hash *out);
void cache_sql_get_address(struct cache_sql *q, struct address *out);
void cache_sql_get_u256(struct cache_sql *q, struct u256 *out);

/* Refuses the row: the reading ends with ERR_DAMAGED, because a column holds what none may. */
void cache_sql_refuse(struct cache_sql *q);

/* Reads one row into a struct. */
typedef void cache_sql_read(struct cache_sql *q, void *row);

/* Reads one integer, into an int64_t. */
cache_sql_read cache_sql_read_int;

/* Reads all rows into an array of `n` structs of `size` bytes, which the caller frees. */
MUST_CHECK enum status cache_sql_all(struct cache_sql *q, void *out, size_t *n, size_t size,
				     cache_sql_read *read, struct err *e);

/* Reads the first row. ERR_NOT_FOUND (`e` untouched) when there is none. */
MUST_CHECK enum status cache_sql_one(struct cache_sql *q, void *out, cache_sql_read *read,
				     struct err *e);

/* Runs statements without parameters, one after the other. */
MUST_CHECK enum status cache_sql_exec(struct cache *c, const char *sql, struct err *e);

/* Makes status and message of an SQLite result code, and keeps them for the transaction. */
MUST_CHECK enum status cache_sql_fail(struct cache *c, int rc, struct err *e);

#endif
