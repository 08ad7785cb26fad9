/*
 * A figure has one row that is the last (last = 1), and earlier rows that an undo of blocks may
 * bring back (cache/blocks.c).
 *
 * Invariant: of one network, kind, account, payer and token exactly one row is the last. The index
 * figures_last holds this.
 */
#include "cache/figures.h"

#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

#define COLUMNS "kind, account, payer, token, value, trust, block, as_of, since_block, since"

/*
 * Earlier values are kept for so long. An undo reaches back CACHE_BLOCKS_KEPT syncs, which are
 * hours or a few days.
 */
#define EARLIER_S (7 * 86400)

/* Prices need no earlier value: they change with every block and are read again with the next. */
static bool has_earlier(enum cache_figure_kind kind)
{
	switch (kind) {
	case CACHE_FIGURE_CLAIM_GAS: return false;
	case CACHE_FIGURE_NATIVE_BALANCE:
	case CACHE_FIGURE_TOKEN_BALANCE:
	case CACHE_FIGURE_CUMULATIVE:
	case CACHE_FIGURE_CLAIMED:
	case CACHE_FIGURE_CLAIMABLE:
	case CACHE_FIGURE_PENDING_AT:
	case CACHE_FIGURE_DISTRIBUTOR_FUNDS:
	case CACHE_FIGURE_DISTRIBUTOR_ROOT:
	case CACHE_FIGURE_DISTRIBUTOR_STATEMENT:
	case CACHE_FIGURE_CODE: return true;
	}
	return true;
}

static void read_figure(struct cache_sql *q, void *row)
{
	struct cache_figure *f = row;

	f->kind = (enum cache_figure_kind)cache_stored_get(q, CACHE_STORED_FIGURE);
	cache_sql_get_address(q, &f->account);
	cache_sql_get_address(q, &f->payer);
	cache_sql_get_address(q, &f->token);
	cache_sql_get_u256(q, &f->value);
	f->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
	f->block = (uint64_t)cache_sql_get_int(q);
	f->as_of = cache_sql_get_int(q);
	f->since_block = (uint64_t)cache_sql_get_int(q);
	f->since = cache_sql_get_int(q);
}

static void bind_key(struct cache_sql *q, const struct cache_figure *f)
{
	cache_sql_int(q, q->cache->network);
	cache_sql_int(q, f->kind);
	cache_sql_address(q, &f->account);
	cache_sql_address(q, &f->payer);
	cache_sql_address(q, &f->token);
}

struct kept {
	int64_t id;
	struct u256 value;
	uint64_t block;
};

static void read_kept(struct cache_sql *q, void *row)
{
	struct kept *k = row;

	k->id = cache_sql_get_int(q);
	cache_sql_get_u256(q, &k->value);
	k->block = (uint64_t)cache_sql_get_int(q);
}

/* The value is unchanged: only its block, time and trust move. */
static enum status confirm(struct cache *c, const struct cache_figure *f, int64_t id, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "UPDATE figures SET trust = ?, block = ?, as_of = ? WHERE id = ?");
	cache_sql_int(&q, f->trust);
	cache_sql_int(&q, (int64_t)f->block);
	cache_sql_int(&q, f->as_of);
	cache_sql_int(&q, id);
	return cache_sql_run(&q, NULL, e);
}

/* Makes the last row an earlier one, and deletes the rows that no undo can need. */
static enum status make_way(struct cache *c, const struct cache_figure *f, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c,
			"DELETE FROM figures WHERE network = ? AND kind = ? AND account = ?"
			" AND payer = ? AND token = ? AND as_of < ?");
	bind_key(&q, f);
	cache_sql_int(&q, has_earlier(f->kind) ? f->as_of - EARLIER_S : INT64_MAX);
	s = cache_sql_run(&q, NULL, e);
	if (s != STATUS_OK)
		return s;
	cache_sql_begin(&q, c,
			"UPDATE figures SET last = 0 WHERE network = ? AND kind = ?"
			" AND account = ? AND payer = ? AND token = ? AND last = 1");
	bind_key(&q, f);
	return cache_sql_run(&q, NULL, e);
}

static enum status add(struct cache *c, const struct cache_figure *f, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(
		&q, c,
		"INSERT INTO figures(network, kind, account, payer, token, value, trust, block,"
		" as_of, since_block, since, last) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)");
	bind_key(&q, f);
	cache_sql_u256(&q, &f->value);
	cache_sql_int(&q, f->trust);
	cache_sql_int(&q, (int64_t)f->block);
	cache_sql_int(&q, f->as_of);
	cache_sql_int(&q, (int64_t)f->block);
	cache_sql_int(&q, f->as_of);
	return cache_sql_run(&q, NULL, e);
}

static enum status put_one(struct cache *c, const struct cache_figure *f, struct err *e)
{
	struct cache_sql q;
	struct kept kept;
	enum status s;

	cache_sql_begin(&q, c,
			"SELECT id, value, block FROM figures WHERE network = ? AND kind = ?"
			" AND account = ? AND payer = ? AND token = ? AND last = 1");
	bind_key(&q, f);
	s = cache_sql_one(&q, &kept, read_kept, e);
	/* A proof at a head may be confirmed after a newer block was read elsewhere. */
	if (s == STATUS_OK && kept.block > f->block)
		return STATUS_OK;
	if (s == STATUS_OK && u256_compare(&kept.value, &f->value) == 0)
		return confirm(c, f, kept.id, e);
	if (s == STATUS_OK)
		s = make_way(c, f, e);
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return s;
	return add(c, f, e);
}

enum status cache_figures_put(struct cache *c, const struct cache_figure *figures, size_t n,
			      struct err *e)
{
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; s == STATUS_OK && i < n; i++)
		s = put_one(c, &figures[i], e);
	return cache_finish(c, s, e);
}

enum status cache_figures_all(struct cache *c, struct cache_figure **out, size_t *n, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM figures WHERE network = ? AND last = 1"
			" ORDER BY kind, account, payer, token");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_figure, e);
}
