/*
 * Attributions. In reading order: scopes, numbers for hashes (intern()), adding, reading pages and
 * sums, trimming.
 *
 * A scope is one account at one datanet of a network. The row id of an attribution is
 * scope << 44 | seq, so that the table in row order is all that pages, counts and trimming need.
 *
 * Invariant: count and last_seq of a scope match its rows. Every function that adds or deletes rows
 * saves the scope in the same transaction.
 */
#include "cache/attributions.h"

#include <stdlib.h>
#include <string.h>

#include "cache/db_private.h"
#include "cache/sql.h"

#define SEQ_BITS 44
#define SEQ_MAX	 ((INT64_C(1) << SEQ_BITS) - 1)

/* The hashes of one reply are a handful of datasets and models, so a few are remembered. */
#define RECENT 16

struct scope {
	int64_t id;
	int64_t count;
	int64_t last_seq;
	int64_t trimmed_epoch;
};

/* The latest hashes and their numbers. */
struct interner {
	struct hash hashes[RECENT];
	int64_t numbers[RECENT]; /* 0: the place is empty */
	size_t next;
};

static int64_t row_id(int64_t scope, uint64_t seq)
{
	return scope << SEQ_BITS | (int64_t)seq;
}

static void read_scope(struct cache_sql *q, void *row)
{
	struct scope *sc = row;

	sc->id = cache_sql_get_int(q);
	sc->count = cache_sql_get_int(q);
	sc->last_seq = cache_sql_get_int(q);
	sc->trimmed_epoch = cache_sql_get_int(q);
}

/* An account without rows has scope 0, in which there never are any. */
static enum status find_scope(struct cache *c, struct scope *out, const struct address *datanet,
			      const struct address *account, struct err *e)
{
	struct cache_sql q;
	enum status s;

	*out = (struct scope){0};
	cache_sql_begin(&q, c,
			"SELECT id, count, last_seq, trimmed_epoch FROM scopes"
			" WHERE network = ? AND datanet = ? AND account = ?");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	cache_sql_address(&q, account);
	s = cache_sql_one(&q, out, read_scope, e);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

/* Finds the scope of an account and makes one when there is none. */
static enum status ensure_scope(struct cache *c, struct scope *out, const struct address *datanet,
				const struct address *account, struct err *e)
{
	struct cache_sql q;
	enum status s = find_scope(c, out, datanet, account, e);

	if (s != STATUS_OK || out->id != 0)
		return s;
	cache_sql_begin(&q, c,
			"INSERT INTO scopes(network, datanet, account, count, last_seq)"
			" VALUES(?, ?, ?, 0, 0)");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	cache_sql_address(&q, account);
	s = cache_sql_run(&q, NULL, e);
	out->id = sqlite3_last_insert_rowid(c->db);
	return s;
}

static enum status save_scope(struct cache *c, const struct scope *sc, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"UPDATE scopes SET count = ?, last_seq = ?, trimmed_epoch = ?"
			" WHERE id = ?");
	cache_sql_int(&q, sc->count);
	cache_sql_int(&q, sc->last_seq);
	cache_sql_int(&q, sc->trimmed_epoch);
	cache_sql_int(&q, sc->id);
	return cache_sql_run(&q, NULL, e);
}

/* Finds the number of a hash, or gives it the next one. */
static enum status intern(struct cache *c, struct interner *in, int64_t *number,
			  const struct hash *h, struct err *e)
{
	struct cache_sql q;
	enum status s;

	for (size_t i = 0; i < RECENT; i++) {
		if (in->numbers[i] != 0 && hash_equal(&in->hashes[i], h)) {
			*number = in->numbers[i];
			return STATUS_OK;
		}
	}
	/* The update changes nothing. Without it no id would be returned for a hash that exists. */
	cache_sql_begin(&q, c,
			"INSERT INTO hashes(hash) VALUES(?) ON CONFLICT(hash)"
			" DO UPDATE SET hash = excluded.hash RETURNING id");
	cache_sql_blob(&q, h->bytes, sizeof(h->bytes));
	s = cache_sql_one(&q, number, cache_sql_read_int, e);
	if (s != STATUS_OK)
		return s;
	in->hashes[in->next] = *h;
	in->numbers[in->next] = *number;
	in->next = (in->next + 1) % RECENT;
	return STATUS_OK;
}

static enum status put_one(struct cache *c, struct interner *in, struct scope *sc,
			   const struct cache_attribution_in *row, struct err *e)
{
	struct cache_sql q;
	int64_t dataset, model;
	int changes;
	enum status s;

	if (row->seq > SEQ_MAX)
		return err_set(e, ERR_RANGE,
			       "the datanet numbered an attribution %llu, which is larger than "
			       "byline can keep",
			       (unsigned long long)row->seq);
	s = intern(c, in, &dataset, &row->dataset, e);
	if (s == STATUS_OK)
		s = intern(c, in, &model, &row->model, e);
	if (s != STATUS_OK)
		return s;
	cache_sql_begin(&q, c,
			"INSERT OR IGNORE INTO attributions(id, time, epoch, dataset, model,"
			" influence, fee, inference) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, row_id(sc->id, row->seq));
	cache_sql_int(&q, row->time);
	cache_sql_int(&q, (int64_t)row->epoch);
	cache_sql_int(&q, dataset);
	cache_sql_int(&q, model);
	cache_sql_int(&q, row->influence_e9);
	cache_sql_int(&q, (int64_t)row->fee_e9);
	cache_sql_text(&q, row->inference);
	s = cache_sql_run(&q, &changes, e);
	sc->count += changes;
	if ((int64_t)row->seq > sc->last_seq)
		sc->last_seq = (int64_t)row->seq;
	return s;
}

enum status cache_attributions_put(struct cache *c, const struct address *datanet,
				   const struct address *account,
				   const struct cache_attribution_in *rows, size_t n, struct err *e)
{
	struct interner in = {0};
	struct scope sc;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	s = ensure_scope(c, &sc, datanet, account, e);
	for (size_t i = 0; s == STATUS_OK && i < n; i++)
		s = put_one(c, &in, &sc, &rows[i], e);
	if (s == STATUS_OK)
		s = save_scope(c, &sc, e);
	return cache_finish(c, s, e);
}

enum status cache_attributions_count(struct cache *c, uint64_t *count, uint64_t *last_seq,
				     const struct address *datanet, const struct address *account,
				     struct err *e)
{
	struct scope sc;
	enum status s = find_scope(c, &sc, datanet, account, e);

	*count = (uint64_t)sc.count;
	*last_seq = (uint64_t)sc.last_seq;
	return s;
}

static void read_attribution(struct cache_sql *q, void *row)
{
	struct cache_attribution *a = row;

	a->seq = (uint64_t)(cache_sql_get_int(q) & SEQ_MAX);
	a->time = cache_sql_get_int(q);
	a->epoch = (uint32_t)cache_sql_get_int(q);
	a->dataset = (uint32_t)cache_sql_get_int(q);
	a->model = (uint32_t)cache_sql_get_int(q);
	a->influence_e9 = cache_sql_get_int(q);
	a->fee_e9 = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_text(q, a->inference, sizeof(a->inference));
}

/* Begins a query for the rows of an account with seq below `before`, newest first. */
static enum status begin_rows(struct cache *c, struct cache_sql *q, const struct address *datanet,
			      const struct address *account, uint64_t before, size_t limit,
			      struct err *e)
{
	struct scope sc;
	enum status s = find_scope(c, &sc, datanet, account, e);

	if (s != STATUS_OK)
		return s;
	cache_sql_begin(q, c,
			"SELECT id, time, epoch, dataset, model, influence, fee, inference"
			" FROM attributions WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?");
	cache_sql_int(q, row_id(sc.id, 0));
	cache_sql_int(q, before > SEQ_MAX ? row_id(sc.id + 1, 0) : row_id(sc.id, before));
	cache_sql_int(q, limit > INT64_MAX ? -1 : (int64_t)limit);
	return STATUS_OK;
}

enum status cache_attributions_page(struct cache *c, struct cache_attribution **out, size_t *n,
				    const struct address *datanet, const struct address *account,
				    uint64_t before, size_t limit, struct err *e)
{
	struct cache_sql q;
	enum status s = begin_rows(c, &q, datanet, account, before, limit, e);

	*out = NULL;
	*n = 0;
	if (s != STATUS_OK)
		return s;
	return cache_sql_all(&q, out, n, sizeof(**out), read_attribution, e);
}

static void read_hash(struct cache_sql *q, void *row)
{
	cache_sql_get_hash(q, row);
}

enum status cache_attributions_hash(struct cache *c, struct hash *out, uint32_t number,
				    struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c, "SELECT hash FROM hashes WHERE id = ?");
	cache_sql_int(&q, number);
	s = cache_sql_one(&q, out, read_hash, e);
	return s == ERR_NOT_FOUND
		       ? err_set(e, s, "the cache has no hash with the number %u", number)
		       : s;
}

static void read_sum(struct cache_sql *q, void *row)
{
	struct cache_attribution_sum *sum = row;

	sum->epoch = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_hash(q, &sum->dataset);
	sum->inferences = (uint64_t)cache_sql_get_int(q);
	sum->influence_e9 = cache_sql_get_int(q);
	sum->fee_e9 = (uint64_t)cache_sql_get_int(q);
	sum->net_e9 = cache_sql_get_int(q);
}

enum status cache_attributions_sums(struct cache *c, struct cache_attribution_sum **out, size_t *n,
				    const struct address *datanet, const struct address *account,
				    uint64_t above, struct err *e)
{
	struct cache_sql q;
	struct scope sc;
	enum status s = find_scope(c, &sc, datanet, account, e);

	*out = NULL;
	*n = 0;
	if (s != STATUS_OK)
		return s;
	cache_sql_begin(
		&q, c,
		/* sum() fails for a sum above 2^63; total() does not, and is exact below 2^53. */
		"SELECT a.epoch, h.hash, count(*), CAST(total(a.influence) AS INTEGER),"
		" CAST(total(a.fee) AS INTEGER),"
		" CAST(total(1.0 * a.influence * a.fee) / max(total(a.fee), 1) AS INTEGER)"
		" FROM attributions a JOIN hashes h ON h.id = a.dataset"
		" WHERE a.id >= ? AND a.id < ? AND a.epoch > ?"
		" GROUP BY a.epoch, a.dataset ORDER BY a.epoch DESC, h.hash");
	cache_sql_int(&q, row_id(sc.id, 0));
	cache_sql_int(&q, row_id(sc.id + 1, 0));
	cache_sql_int(&q, above == 0 ? -1 : (int64_t)above);
	return cache_sql_all(&q, out, n, sizeof(**out), read_sum, e);
}

enum status cache_attributions_trimmed(struct cache *c, uint64_t *epoch,
				       const struct address *datanet, const struct address *account,
				       struct err *e)
{
	struct scope sc;
	enum status s = find_scope(c, &sc, datanet, account, e);

	*epoch = (uint64_t)sc.trimmed_epoch;
	return s;
}

/* Notes the epoch of the oldest row that is left: other rows of it may have been trimmed. */
static enum status note_trimmed(struct cache *c, struct scope *sc, struct err *e)
{
	struct cache_sql q;
	int64_t epoch = 0;
	enum status s;

	cache_sql_begin(&q, c,
			"SELECT epoch FROM attributions WHERE id >= ? AND id < ?"
			" ORDER BY id LIMIT 1");
	cache_sql_int(&q, row_id(sc->id, 0));
	cache_sql_int(&q, row_id(sc->id + 1, 0));
	s = cache_sql_one(&q, &epoch, cache_sql_read_int, e);
	if (s == STATUS_OK && epoch > sc->trimmed_epoch)
		sc->trimmed_epoch = epoch;
	return s;
}

enum status cache_attributions_trim(struct cache *c, const struct address *datanet,
				    const struct address *account, uint64_t keep, struct err *e)
{
	struct cache_sql q;
	struct scope sc = {0};
	int changes;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	s = find_scope(c, &sc, datanet, account, e);
	if (s == STATUS_OK && (uint64_t)sc.count > keep) {
		cache_sql_begin(&q, c,
				"DELETE FROM attributions WHERE id >= ?1 AND id <= (SELECT id FROM"
				" attributions WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 1"
				" OFFSET ?3)");
		cache_sql_int(&q, row_id(sc.id, 0));
		cache_sql_int(&q, row_id(sc.id + 1, 0));
		cache_sql_int(&q, sc.count - (int64_t)keep - 1);
		s = cache_sql_run(&q, &changes, e);
		sc.count -= changes;
		if (s == STATUS_OK)
			s = note_trimmed(c, &sc, e);
		if (s == STATUS_OK)
			s = save_scope(c, &sc, e);
	}
	return cache_finish(c, s, e);
}
