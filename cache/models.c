/*
 * A datanet publishes a model after every few settlements. One that its list of versions does not
 * have is of use only as long as attributions name it.
 *
 * A row is written from two sides: cache_models_put() by whoever hears which model is current or
 * fetches its file, cache_models_put_version() by whoever reads the list of versions. Invariant:
 * neither writes a column of the other.
 */
#include "cache/models.h"

#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

#define KEY "network, datanet, hash, name, seen_at"
#define FILE \
	"path, bytes, downloaded_at, current, summary, file_figures, loss_e9, tested_on, labels"
#define VERSION                                                                                    \
	"version, created_at, state, trust, uid, parent, publisher, figures, manifest,"            \
	" license, attested_at, block, note, training, datasets, trained_on, accounts, withdrawn," \
	" unknown, others, data_licenses, data_trust, checked_at"

static void read_file(struct cache_sql *q, struct cache_model *m)
{
	cache_sql_get_text(q, m->path, sizeof(m->path));
	m->bytes = (uint64_t)cache_sql_get_int(q);
	m->downloaded_at = cache_sql_get_int(q);
	m->current = cache_sql_get_int(q) != 0;
	cache_sql_get_text(q, m->summary, sizeof(m->summary));
	cache_sql_get_hash(q, &m->figures.hash);
	m->figures.loss_e9 = (uint64_t)cache_sql_get_int(q);
	m->figures.tested_on = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_text(q, m->figures.labels, sizeof(m->figures.labels));
}

static void read_version(struct cache_sql *q, struct cache_model_version *v)
{
	v->number = (uint64_t)cache_sql_get_int(q);
	v->created_at = cache_sql_get_int(q);
	v->state = (enum model_state)cache_stored_get(q, CACHE_STORED_MODEL_STATE);
	v->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
	cache_sql_get_hash(q, &v->uid);
	cache_sql_get_hash(q, &v->parent);
	cache_sql_get_address(q, &v->publisher);
	cache_sql_get_hash(q, &v->figures);
	cache_sql_get_hash(q, &v->manifest);
	cache_sql_get_text(q, v->license, sizeof(v->license));
	v->attested_at = cache_sql_get_int(q);
	v->block = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_text(q, v->note, sizeof(v->note));
}

static void read_data(struct cache_sql *q, struct cache_model_data *d)
{
	d->training = (enum model_training)cache_stored_get(q, CACHE_STORED_MODEL_TRAINING);
	d->datasets = (uint64_t)cache_sql_get_int(q);
	d->records = (uint64_t)cache_sql_get_int(q);
	d->accounts = (uint64_t)cache_sql_get_int(q);
	d->withdrawn = (uint64_t)cache_sql_get_int(q);
	d->unknown = (uint64_t)cache_sql_get_int(q);
	d->others = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_text(q, d->licenses, sizeof(d->licenses));
	d->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
	d->checked_at = cache_sql_get_int(q);
}

static void read_model(struct cache_sql *q, void *row)
{
	struct cache_model *m = row;

	cache_sql_get_address(q, &m->datanet);
	cache_sql_get_hash(q, &m->hash);
	cache_sql_get_text(q, m->name, sizeof(m->name));
	m->seen_at = cache_sql_get_int(q);
	read_file(q, m);
	read_version(q, &m->version);
	read_data(q, &m->data);
}

/* The columns in the order in which read_model() reads them. */
#define COLUMNS "datanet, hash, name, seen_at, " FILE ", " VERSION

static void bind_key(struct cache_sql *q, const struct cache *c, const struct cache_model *m)
{
	cache_sql_int(q, c->network);
	cache_sql_address(q, &m->datanet);
	cache_sql_blob(q, m->hash.bytes, sizeof(m->hash.bytes));
	cache_sql_text(q, m->name);
	cache_sql_int(q, m->seen_at);
}

static void bind_version(struct cache_sql *q, const struct cache_model_version *v)
{
	cache_sql_int(q, (int64_t)v->number);
	cache_sql_int(q, v->created_at);
	cache_sql_int(q, v->state);
	cache_sql_int(q, v->trust);
	cache_sql_hash(q, &v->uid);
	cache_sql_hash(q, &v->parent);
	cache_sql_address(q, &v->publisher);
	cache_sql_hash(q, &v->figures);
	cache_sql_hash(q, &v->manifest);
	cache_sql_text(q, v->license);
	cache_sql_int(q, v->attested_at);
	cache_sql_int(q, (int64_t)v->block);
	cache_sql_text(q, v->note);
}

static void bind_data(struct cache_sql *q, const struct cache_model_data *d)
{
	cache_sql_int(q, d->training);
	cache_sql_int(q, (int64_t)d->datasets);
	cache_sql_int(q, (int64_t)d->records);
	cache_sql_int(q, (int64_t)d->accounts);
	cache_sql_int(q, (int64_t)d->withdrawn);
	cache_sql_int(q, (int64_t)d->unknown);
	cache_sql_int(q, (int64_t)d->others);
	cache_sql_text(q, d->licenses);
	cache_sql_int(q, d->trust);
	cache_sql_int(q, d->checked_at);
}

/* Figures without labels are none, and do not replace those of an earlier download. */
static enum status insert(struct cache *c, const struct cache_model *m, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT INTO models(" KEY ", " FILE
			") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(network,"
			" datanet, hash) DO UPDATE SET"
			" name = iif(version > 0, name, excluded.name), path = excluded.path,"
			" bytes = excluded.bytes, seen_at = excluded.seen_at,"
			" downloaded_at = excluded.downloaded_at, current = excluded.current,"
			" summary = excluded.summary,"
			" file_figures = iif(excluded.labels = '', file_figures,"
			" excluded.file_figures),"
			" loss_e9 = iif(excluded.labels = '', loss_e9, excluded.loss_e9),"
			" tested_on = iif(excluded.labels = '', tested_on, excluded.tested_on),"
			" labels = iif(excluded.labels = '', labels, excluded.labels)");
	bind_key(&q, c, m);
	cache_sql_text(&q, m->path);
	cache_sql_int(&q, (int64_t)m->bytes);
	cache_sql_int(&q, m->downloaded_at);
	cache_sql_int(&q, m->current);
	cache_sql_text(&q, m->summary);
	cache_sql_hash(&q, &m->figures.hash);
	cache_sql_int(&q, (int64_t)m->figures.loss_e9);
	cache_sql_int(&q, (int64_t)m->figures.tested_on);
	cache_sql_text(&q, m->figures.labels);
	return cache_sql_run(&q, NULL, e);
}

static enum status insert_version(struct cache *c, const struct cache_model *m, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(
		&q, c,
		"INSERT INTO models(" KEY ", " VERSION ", path, bytes, downloaded_at, current,"
		" summary) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
		"?, ?,"
		" ?, ?, ?, ?, ?, '', 0, 0, 0, '') ON CONFLICT(network, datanet, hash) DO UPDATE SET"
		" (name, " VERSION ") = (excluded.name, excluded.version, excluded.created_at,"
		" excluded.state, excluded.trust, excluded.uid, excluded.parent,"
		" excluded.publisher, excluded.figures, excluded.manifest, excluded.license, "
		"excluded.attested_at,"
		" excluded.block, excluded.note, excluded.training, excluded.datasets,"
		" excluded.trained_on, excluded.accounts, excluded.withdrawn, excluded.unknown,"
		" excluded.others, excluded.data_licenses, excluded.data_trust,"
		" excluded.checked_at)");
	bind_key(&q, c, m);
	bind_version(&q, &m->version);
	bind_data(&q, &m->data);
	return cache_sql_run(&q, NULL, e);
}

/*
 * Deletes the models of the datanet that are not current, that are none of its versions, and that
 * no attribution names.
 */
static enum status forget_unnamed(struct cache *c, const struct address *datanet, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"DELETE FROM models WHERE network = ? AND datanet = ? AND current = 0 AND "
			"version = 0 AND NOT EXISTS"
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

enum status cache_models_put_version(struct cache *c, const struct cache_model *m, struct err *e)
{
	struct cache_sql q;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	s = insert_version(c, m, e);
	if (s == STATUS_OK) {
		cache_sql_begin(&q, c,
				"DELETE FROM models WHERE network = ?1 AND datanet = ?2 AND"
				" current = 0 AND downloaded_at = 0 AND version > 0 AND version <="
				" (SELECT version FROM models WHERE network = ?1 AND datanet = ?2"
				" ORDER BY version DESC LIMIT 1 OFFSET ?3)");
		cache_sql_int(&q, c->network);
		cache_sql_address(&q, &m->datanet);
		cache_sql_int(&q, CACHE_MODELS_KEPT);
		s = cache_sql_run(&q, NULL, e);
	}
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

	/* Models without a version get ids in the order in which they are first named. */
	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM models WHERE network = ? AND datanet = ?"
			" ORDER BY version = 0 AND current = 1 DESC, version DESC, id DESC");
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
