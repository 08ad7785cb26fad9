/*
 * The bytes are of any length, and one row holds those of a network: they are written and read as a
 * whole, with every round of a sync in which proofs wait.
 */
#include "cache/pending_proofs.h"

#include "base/buf.h"
#include "cache/sql.h"

enum status cache_pending_proofs_put(struct cache *c, const void *data, size_t len, struct err *e)
{
	struct cache_sql q;

	if (len == 0) {
		cache_sql_begin(&q, c, "DELETE FROM pending_proofs WHERE network = ?");
		cache_sql_int(&q, c->network);
		return cache_sql_run(&q, NULL, e);
	}
	cache_sql_begin(&q, c,
			"INSERT INTO pending_proofs(network, proofs) VALUES(?, ?)"
			" ON CONFLICT(network) DO UPDATE SET proofs = excluded.proofs");
	cache_sql_int(&q, c->network);
	cache_sql_blob(&q, data, len);
	return cache_sql_run(&q, NULL, e);
}

/* Reads the bytes into a struct buf. */
static void read_proofs(struct cache_sql *q, void *row)
{
	const void *data = sqlite3_column_blob(q->stmt, 0);

	if (data != NULL)
		buf_add(row, data, (size_t)sqlite3_column_bytes(q->stmt, 0));
}

enum status cache_pending_proofs_get(struct cache *c, struct buf *out, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c, "SELECT proofs FROM pending_proofs WHERE network = ?");
	cache_sql_int(&q, c->network);
	s = cache_sql_one(&q, out, read_proofs, e);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}
