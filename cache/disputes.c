/*
 * Every dispute that is added makes room for itself, so that a node that lies again and again
 * cannot fill the disk.
 */
#include "cache/disputes.h"

#include "cache/db_private.h"
#include "cache/sql.h"

/*
 * Adds the row. The texts are cleaned and cut already. `id` is the row's; 0: one above all others.
 */
static enum status insert(struct cache *c, const struct cache_dispute *d, int64_t id, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT INTO disputes(id, network, time, node, what, said, agreed, block)"
			" VALUES(nullif(?, 0), ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, id);
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, d->time);
	cache_sql_text(&q, d->node);
	cache_sql_text(&q, d->what);
	cache_sql_text(&q, d->said);
	cache_sql_text(&q, d->agreed);
	cache_sql_int(&q, (int64_t)d->block);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_disputes_put(struct cache *c, const struct cache_dispute *d, struct err *e)
{
	struct cache_sql q;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	s = insert(c, d, 0, e);
	if (s == STATUS_OK) {
		cache_sql_begin(&q, c,
				"DELETE FROM disputes WHERE network = ?1 AND id <= (SELECT id FROM"
				" disputes WHERE network = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)");
		cache_sql_int(&q, c->network);
		cache_sql_int(&q, CACHE_DISPUTES_KEPT);
		s = cache_sql_run(&q, NULL, e);
	}
	return cache_finish(c, s, e);
}

enum status cache_disputes_restore(struct cache *c, const struct cache_dispute *d, struct err *e)
{
	struct cache_sql q;
	int64_t below = 0;
	enum status s;

	cache_sql_begin(&q, c, "SELECT ifnull(min(id), ?) - 1 FROM disputes");
	cache_sql_int(&q, CACHE_DISPUTES_KEPT + 1);
	s = cache_sql_one(&q, &below, cache_sql_read_int, e);
	/* Id 0 is the one that insert() does not take. */
	return s == STATUS_OK ? insert(c, d, below != 0 ? below : -1, e) : s;
}

static void read_dispute(struct cache_sql *q, void *row)
{
	struct cache_dispute *d = row;

	d->time = cache_sql_get_int(q);
	cache_sql_get_text(q, d->node, sizeof(d->node));
	cache_sql_get_text(q, d->what, sizeof(d->what));
	cache_sql_get_text(q, d->said, sizeof(d->said));
	cache_sql_get_text(q, d->agreed, sizeof(d->agreed));
	d->block = (uint64_t)cache_sql_get_int(q);
	d->count = (uint64_t)cache_sql_get_int(q);
}

enum status cache_disputes_each(struct cache *c, struct cache_dispute **out, size_t *n,
				struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT time, node, what, said, agreed, block, 1 FROM disputes"
			" WHERE network = ? ORDER BY id DESC");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_dispute, e);
}

enum status cache_disputes_all(struct cache *c, struct cache_dispute **out, size_t *n,
			       struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT max(time), node, what, said, agreed, max(block), count(*)"
			" FROM disputes WHERE network = ?"
			" GROUP BY node, what, said, agreed ORDER BY max(id) DESC");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_dispute, e);
}
