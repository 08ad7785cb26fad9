/*
 * A datanet publishes a model after every few settlements. An old one is of use only as long as
 * attributions name it, so only those stay.
 */
#include "cache/models.h"

#include "cache/db_private.h"
#include "cache/sql.h"

#define COLUMNS "datanet, hash, name, path, bytes, seen_at, downloaded_at, current, summary"

static void read_model(struct cache_sql *q, void *row)
{
	struct cache_model *m = row;

	cache_sql_get_address(q, &m->datanet);
	cache_sql_get_hash(q, &m->hash);
	cache_sql_get_text(q, m->name, sizeof(m->name));
	cache_sql_get_text(q, m->path, sizeof(m->path));
	m->bytes = (uint64_t)cache_sql_get_int(q);
	m->seen_at = cache_sql_get_int(q);
	m->downloaded_at = cache_sql_get_int(q);
	m->current = cache_sql_get_int(q) != 0;
	cache_sql_get_text(q, m->summary, sizeof(m->summary));
}

static enum status insert(struct cache *c, const struct cache_model *m, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT INTO models(network, " COLUMNS
			") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(network, datanet, "
			"hash) DO UPDATE SET"
			" name = excluded.name, path = excluded.path, bytes = excluded.bytes,"
			" seen_at = excluded.seen_at, downloaded_at = excluded.downloaded_at,"
			" current = excluded.current, summary = excluded.summary");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, &m->datanet);
	cache_sql_blob(&q, m->hash.bytes, sizeof(m->hash.bytes));
	cache_sql_text(&q, m->name);
	cache_sql_text(&q, m->path);
	cache_sql_int(&q, (int64_t)m->bytes);
	cache_sql_int(&q, m->seen_at);
	cache_sql_int(&q, m->downloaded_at);
	cache_sql_int(&q, m->current);
	cache_sql_text(&q, m->summary);
	return cache_sql_run(&q, NULL, e);
}

/* Deletes the models of the datanet that are not current and that no attribution names. */
static enum status forget_unnamed(struct cache *c, const struct address *datanet, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"DELETE FROM models WHERE network = ? AND datanet = ? AND current = 0 AND "
			"NOT EXISTS"
			" (SELECT 1 FROM attributions a JOIN hashes h ON h.id = a.model"
			" WHERE h.hash = models.hash)");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_models_put(struct cache *c, const struct cache_model *m, struct err *e)
{
	struct cache_sql q;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	/* At most one model of a datanet is current. */
	if (m->current) {
		cache_sql_begin(&q, c,
				"UPDATE models SET current = 0 WHERE network = ? AND datanet = ?");
		cache_sql_int(&q, c->network);
		cache_sql_address(&q, &m->datanet);
		s = cache_sql_run(&q, NULL, e);
	}
	if (s == STATUS_OK)
		s = insert(c, m, e);
	if (s == STATUS_OK && m->current)
		s = forget_unnamed(c, &m->datanet, e);
	return cache_finish(c, s, e);
}

enum status cache_models_current(struct cache *c, struct cache_model *out,
				 const struct address *datanet, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS
			" FROM models WHERE network = ? AND datanet = ? AND current = 1");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	s = cache_sql_one(&q, out, read_model, e);
	return s == ERR_NOT_FOUND
		       ? err_set(e, s, "no model of this network is known yet; run byline sync")
		       : s;
}

enum status cache_models_all(struct cache *c, struct cache_model **out, size_t *n,
			     const struct address *datanet, struct err *e)
{
	struct cache_sql q;

	/* A model gets its id when it is first named, so that the newest has the highest. */
	cache_sql_begin(&q, c,
			"SELECT " COLUMNS
			" FROM models WHERE network = ? AND datanet = ? ORDER BY id DESC");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	return cache_sql_all(&q, out, n, sizeof(**out), read_model, e);
}

static void read_hash(struct cache_sql *q, void *row)
{
	cache_sql_get_hash(q, row);
}

enum status cache_models_kept(struct cache *c, struct hash **out, size_t *n, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT hash FROM models WHERE current = 1 OR downloaded_at > 0");
	return cache_sql_all(&q, out, n, sizeof(**out), read_hash, e);
}
