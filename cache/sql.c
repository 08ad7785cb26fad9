/*
 * SQLite behind the few calls that the folder needs. In reading order: from result codes to
 * statuses and messages, beginning and binding a query, stepping, reading columns, reading whole
 * rows.
 *
 * Invariant: q->rc keeps the first failure of a query. Later calls do nothing more to it, and the
 * last one reports it.
 */
#include "cache/sql.h"

#include "base/buf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* In: error  errno right after the call, because SQLite knows none when a COMMIT fails. */
static enum status status_of(sqlite3 *db, int rc, int error)
{
	if (db != NULL && sqlite3_system_errno(db) != 0)
		error = sqlite3_system_errno(db);
	switch (rc & 0xff) {
	case SQLITE_FULL: return ERR_NO_SPACE;
	case SQLITE_BUSY:
	case SQLITE_LOCKED: return ERR_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB: return ERR_DAMAGED;
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH: return ERR_PERMISSION;
	case SQLITE_NOMEM: return ERR_MEMORY;
	case SQLITE_CONSTRAINT: return ERR_EXISTS;
	case SQLITE_CANTOPEN: return error != 0 ? status_from_errno(error) : ERR_IO;
	case SQLITE_IOERR:
		/* A limit on the size of files is as good as a full disk. */
		return error == ENOSPC || error == EDQUOT || error == EFBIG ? ERR_NO_SPACE : ERR_IO;
	}
	return ERR_IO;
}

/* Damage, another process and a read-only file are explained; else SQLite's words must do. */
static enum status explain(const struct cache *c, enum status s, struct err *e)
{
	if (s == ERR_DAMAGED)
		return err_set(e, s,
			       "%s is damaged; save what can still be read (byline backup FILE), "
			       "then move it away and start byline again: all but your own "
			       "transactions, labels and datasets is read from the network again",
			       c->path);
	if (s == ERR_BUSY)
		return err_set(e, s,
			       "another byline has been writing to %s for 5 seconds; try again",
			       c->path);
	if (s == ERR_PERMISSION && c->read_only)
		return err_set(
			e, s,
			"%s was opened read-only, so nothing can be changed; leave --read-only out",
			c->path);
	return err_set(e, s, "%s: %s", c->path,
		       s == ERR_NO_SPACE || c->db == NULL ? status_phrase(s)
							  : sqlite3_errmsg(c->db));
}

enum status cache_sql_fail(struct cache *c, int rc, struct err *e)
{
	enum status s = explain(c, status_of(c->db, rc, errno), e);

	if (c->depth > 0 && c->failed == STATUS_OK) {
		c->failed = s;
		(void)explain(c, s, &c->failure);
	}
	return s;
}

void cache_sql_begin(struct cache_sql *q, struct cache *c, const char *sql)
{
	*q = (struct cache_sql){.cache = c};
	for (size_t i = 0; i < c->n_prepared; i++) {
		if (c->prepared[i].sql == sql) {
			q->stmt = c->prepared[i].stmt;
			return;
		}
	}
	/* A new statement was written without raising the number. Tests that use it find this. */
	if (c->n_prepared == CACHE_STATEMENTS) {
		q->rc = SQLITE_NOMEM;
		return;
	}
	q->rc = sqlite3_prepare_v3(c->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);
	if (q->rc != SQLITE_OK)
		return;
	c->prepared[c->n_prepared].sql = sql;
	c->prepared[c->n_prepared++].stmt = q->stmt;
}

/* Keeps the first failure of binding. */
static void bound(struct cache_sql *q, int rc)
{
	if (q->rc == SQLITE_OK)
		q->rc = rc;
}

void cache_sql_int(struct cache_sql *q, int64_t v)
{
	bound(q, sqlite3_bind_int64(q->stmt, ++q->bound, v));
}

void cache_sql_text(struct cache_sql *q, const char *text)
{
	bound(q, sqlite3_bind_text(q->stmt, ++q->bound, text, -1, SQLITE_TRANSIENT));
}

void cache_sql_sentence(struct cache_sql *q, const struct sentence *s)
{
	struct buf line;

	buf_init(&line, 4 * KIB);
	sentence_store(&line, s);
	bound(q, buf_status(&line) != STATUS_OK
			 ? SQLITE_NOMEM
			 : sqlite3_bind_text(q->stmt, ++q->bound, buf_str(&line), (int)line.len,
					     SQLITE_TRANSIENT));
	buf_release(&line);
}

void cache_sql_blob(struct cache_sql *q, const void *data, size_t len)
{
	bound(q,
	      sqlite3_bind_blob64(q->stmt, ++q->bound, len > 0 ? data : "", len, SQLITE_TRANSIENT));
}

void cache_sql_hash(struct cache_sql *q, const struct hash *h)
{
	if (hash_is_zero(h))
		bound(q, sqlite3_bind_null(q->stmt, ++q->bound));
	else
		cache_sql_blob(q, h->bytes, sizeof(h->bytes));
}

void cache_sql_address(struct cache_sql *q, const struct address *a)
{
	cache_sql_blob(q, a->bytes, sizeof(a->bytes));
}

void cache_sql_u256(struct cache_sql *q, const struct u256 *v)
{
	uint8_t bytes[32];

	u256_to_be(bytes, v);
	cache_sql_blob(q, bytes, sizeof(bytes));
}

/* Bindings are cleared so that a long blob does not stay in memory. */
void cache_sql_end(struct cache_sql *q)
{
	/* A statement that could not be prepared is NULL; clearing its bindings would crash. */
	if (q->stmt == NULL)
		return;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
}

enum status cache_sql_row(struct cache_sql *q, bool *row, struct err *e)
{
	int rc = q->rc != SQLITE_OK ? q->rc : sqlite3_step(q->stmt);
	enum status s = STATUS_OK;

	*row = rc == SQLITE_ROW;
	q->column = 0;
	if (*row)
		return STATUS_OK;
	if (rc != SQLITE_DONE)
		s = cache_sql_fail(q->cache, rc, e);
	cache_sql_end(q);
	return s;
}

enum status cache_sql_run(struct cache_sql *q, int *changes, struct err *e)
{
	bool row;
	enum status s;

	do
		s = cache_sql_row(q, &row, e);
	while (s == STATUS_OK && row);
	if (changes != NULL)
		*changes = sqlite3_changes(q->cache->db);
	return s;
}

enum status cache_sql_run_on_row(struct cache_sql *q, struct err *e)
{
	int changes;
	enum status s = cache_sql_run(q, &changes, e);

	return s == STATUS_OK && changes == 0 ? ERR_NOT_FOUND : s;
}

int64_t cache_sql_get_int(struct cache_sql *q)
{
	return sqlite3_column_int64(q->stmt, q->column++);
}

void cache_sql_refuse(struct cache_sql *q)
{
	q->rc = SQLITE_CORRUPT;
}

void cache_sql_get_text(struct cache_sql *q, char *out, size_t cap)
{
	const unsigned char *text = sqlite3_column_text(q->stmt, q->column);
	size_t len = text != NULL ? (size_t)sqlite3_column_bytes(q->stmt, q->column) : 0;

	if (len >= cap)
		len = cap - 1;
	/* The text is cut between characters, so that it stays UTF-8. */
	while (text != NULL && len > 0 && (text[len] & 0xc0) == 0x80)
		len--;
	if (len > 0)
		memcpy(out, text, len);
	memset(out + len, 0, cap - len);
	q->column++;
}

void cache_sql_get_sentence(struct cache_sql *q, struct sentence *out)
{
	const unsigned char *line = sqlite3_column_text(q->stmt, q->column);
	size_t len = line != NULL ? (size_t)sqlite3_column_bytes(q->stmt, q->column) : 0;

	if (sentence_load(out, len > 0 ? (const char *)line : "", len) != STATUS_OK)
		cache_sql_refuse(q);
	q->column++;
}

void cache_sql_get_blob(struct cache_sql *q, void *out, size_t len)
{
	const void *blob = sqlite3_column_blob(q->stmt, q->column);

	if (blob != NULL && (size_t)sqlite3_column_bytes(q->stmt, q->column) == len)
		memcpy(out, blob, len);
	else
		memset(out, 0, len);
	q->column++;
}

void cache_sql_get_hash(struct cache_sql *q, struct hash *out)
{
	cache_sql_get_blob(q, out->bytes, sizeof(out->bytes));
}

void cache_sql_get_address(struct cache_sql *q, struct address *out)
{
	cache_sql_get_blob(q, out->bytes, sizeof(out->bytes));
}

void cache_sql_get_u256(struct cache_sql *q, struct u256 *out)
{
	uint8_t bytes[32];

	cache_sql_get_blob(q, bytes, sizeof(bytes));
	*out = u256_from_be(bytes);
}

void cache_sql_read_int(struct cache_sql *q, void *row)
{
	*(int64_t *)row = cache_sql_get_int(q);
}

enum status cache_sql_all(struct cache_sql *q, void *out, size_t *n, size_t size,
			  cache_sql_read *read, struct err *e)
{
	uint8_t *rows = NULL;
	size_t count = 0, cap = 0;
	bool row;
	enum status s;

	while ((s = cache_sql_row(q, &row, e)) == STATUS_OK && row) {
		if (count == cap) {
			uint8_t *grown;

			cap = cap == 0 ? 16 : 2 * cap;
			grown = reallocarray(rows, cap, size);
			if (grown == NULL) {
				cache_sql_end(q);
				s = err_set(e, ERR_MEMORY, "out of memory for %zu rows", cap);
				break;
			}
			rows = grown;
		}
		memset(rows + count * size, 0, size);
		read(q, rows + count++ * size);
	}
	if (s != STATUS_OK) {
		free(rows);
		rows = NULL;
		count = 0;
	}
	/* `out` points to a pointer of some struct type, so the pointer is copied as bytes. */
	memcpy(out, &rows, sizeof(rows));
	*n = count;
	return s;
}

enum status cache_sql_one(struct cache_sql *q, void *out, cache_sql_read *read, struct err *e)
{
	bool row;
	enum status s = cache_sql_row(q, &row, e);

	if (s != STATUS_OK)
		return s;
	if (!row)
		return ERR_NOT_FOUND;
	read(q, out);
	cache_sql_end(q);
	return q->rc == SQLITE_OK ? STATUS_OK : cache_sql_fail(q->cache, q->rc, e);
}

enum status cache_sql_exec(struct cache *c, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(c->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? STATUS_OK : cache_sql_fail(c, rc, e);
}
