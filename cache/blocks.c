/*
 * Anchors, and in undo_steps what becomes of the rows that hang off an abandoned one. A new table
 * with a block column needs a line there.
 */
#include "cache/blocks.h"

#include <stdlib.h>

#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

#define COLUMNS "number, hash, parent, state_root, time, read_at, trust"

static void read_block(struct cache_sql *q, void *row)
{
	struct cache_block *b = row;

	b->number = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_hash(q, &b->hash);
	cache_sql_get_hash(q, &b->parent);
	cache_sql_get_hash(q, &b->state_root);
	b->time = cache_sql_get_int(q);
	b->read_at = cache_sql_get_int(q);
	b->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
}

static enum status before(struct cache *c, struct cache_block *out, uint64_t number, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM blocks WHERE network = ? AND number < ?"
			" ORDER BY number DESC LIMIT 1");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, number > INT64_MAX ? INT64_MAX : (int64_t)number);
	return cache_sql_one(&q, out, read_block, e);
}

enum status cache_blocks_last(struct cache *c, struct cache_block *out, struct err *e)
{
	return before(c, out, UINT64_MAX, e);
}

/* The rows come newest first, so that the first one that is known less well is the newest. */
enum status cache_blocks_agreed(struct cache *c, struct cache_agreed *out, struct err *e)
{
	struct cache_block *rows = NULL;
	struct cache_sql q;
	size_t n = 0;
	enum status s;

	out->n = 0;
	out->reported = 0;
	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM blocks WHERE network = ? ORDER BY number DESC");
	cache_sql_int(&q, c->network);
	s = cache_sql_all(&q, &rows, &n, sizeof(*rows), read_block, e);
	for (size_t i = 0; i < n && s == STATUS_OK && out->n < CACHE_BLOCKS_KEPT; i++) {
		if (rows[i].trust >= out->least)
			out->block[out->n++] = (struct block_name){rows[i].number, rows[i].hash};
		else if (out->n == 0 && out->reported == 0)
			out->reported = rows[i].number;
	}
	free(rows);
	return s;
}

static enum status insert(struct cache *c, const struct cache_block *b, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT OR REPLACE INTO blocks(network, " COLUMNS
			") VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, (int64_t)b->number);
	cache_sql_hash(&q, &b->hash);
	cache_sql_hash(&q, &b->parent);
	cache_sql_hash(&q, &b->state_root);
	cache_sql_int(&q, b->time);
	cache_sql_int(&q, b->read_at);
	cache_sql_int(&q, b->trust);
	return cache_sql_run(&q, NULL, e);
}

static enum status forget_old(struct cache *c, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"DELETE FROM blocks WHERE network = ?1 AND number <="
			" (SELECT number FROM blocks WHERE network = ?1"
			" ORDER BY number DESC LIMIT 1 OFFSET ?2)");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, CACHE_BLOCKS_KEPT);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_blocks_put(struct cache *c, const struct cache_block *b, struct err *e)
{
	struct cache_block kept;
	enum status s = before(c, &kept, b->number + 1, e);

	if (s == STATUS_OK && kept.number == b->number && !hash_equal(&kept.hash, &b->hash))
		return err_set(e, ERR_MISMATCH, "the chain has another block %llu than before",
			       (unsigned long long)b->number);
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return s;
	s = cache_begin(c, e);
	if (s != STATUS_OK)
		return s;
	s = insert(c, b, e);
	if (s == STATUS_OK)
		s = forget_old(c, e);
	return cache_finish(c, s, e);
}

/*
 * ?1 is the network, ?2 the last block that stands; each step uses both. cache/stored.c has the
 * numbers of states. Datasets: 0 local, 1 attested.
 */
static const char *const undo_steps[] = {
	"DELETE FROM blocks WHERE network = ?1 AND number > ?2",
	/*
	 * A figure first seen above is deleted. One that was only confirmed above is as old as its
	 * first block. The newest that is left becomes the last one again.
	 */
	"DELETE FROM figures WHERE network = ?1 AND since_block > ?2",
	"UPDATE figures SET block = since_block, as_of = since WHERE network = ?1 AND block > ?2",
	"UPDATE figures SET last = 1 WHERE network = ?1 AND last = 0 AND id IN (SELECT max(id)"
	" FROM figures WHERE network = ?1 GROUP BY kind, account, payer, token HAVING max(last) = "
	"0)"
	" AND ?2 >= 0",
	"DELETE FROM received WHERE network = ?1 AND block > ?2",
	/* Leaves stay, and are judged again. */
	"DELETE FROM due_states WHERE network = ?1 AND block > ?2",
	"DELETE FROM searches WHERE network = ?1 AND low > ?2",
	"UPDATE searches SET high = ?2 WHERE network = ?1 AND high > ?2",
	"DELETE FROM scores WHERE network = ?1 AND (datanet, epoch) IN (SELECT datanet, epoch"
	" FROM statements WHERE network = ?1 AND block > ?2)",
	"DELETE FROM verdicts WHERE network = ?1 AND (datanet, epoch) IN (SELECT datanet, epoch"
	" FROM statements WHERE network = ?1 AND block > ?2)",
	"DELETE FROM statements WHERE network = ?1 AND block > ?2",
	/* A version's attestation may be gone: it waits (1) until it is read again. */
	"UPDATE models SET state = 1, trust = 0, block = 0, attested_at = 0, note = '',"
	" parent = NULL, figures = NULL, manifest = NULL, license = '', publisher = zeroblob(20), "
	"training = 0,"
	" checked_at = 0 WHERE network = ?1 AND block > ?2",
	/* The attestation is gone: a dataset of this machine is local again, any other unknown. */
	"DELETE FROM datasets WHERE network = ?1 AND block > ?2 AND local = 0",
	/* A root that keeps another row of this machine needs no second one. */
	"DELETE FROM datasets AS gone WHERE network = ?1 AND block > ?2 AND EXISTS (SELECT 1"
	" FROM datasets AS kept WHERE kept.network = ?1 AND kept.root = gone.root"
	" AND kept.local = 1 AND (kept.block <= ?2 OR kept.id < gone.id))",
	"UPDATE datasets SET uid = NULL, datanet = zeroblob(20), state = 0, trust = 0, block = 0, "
	"attested_at = 0,"
	" revoked_block = 0, revoked_at = 0, accepted_at = 0 WHERE network = ?1 AND block > ?2",
	/* The revocation is gone: the dataset is attested. The datanet is asked about it again. */
	"UPDATE datasets SET state = 1, revoked_block = 0, revoked_at = 0"
	" WHERE network = ?1 AND revoked_block > ?2",
};

static enum status run_undo(struct cache *c, const char *sql, uint64_t last_good, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, sql);
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, (int64_t)last_good);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_blocks_undo(struct cache *c, uint64_t last_good, struct err *e)
{
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; s == STATUS_OK && i < ARRAY_SIZE(undo_steps); i++)
		s = run_undo(c, undo_steps[i], last_good, e);
	return cache_finish(c, s, e);
}
