/*
 * COLUMNS, bind_dataset() and the statement in cache_datasets_put() name the columns in the same
 * order; bind_dataset() binds the network after the id. A new column needs a place in all of them,
 * and in read_dataset().
 */
#include "cache/datasets.h"

#include "cache/sql.h"
#include "cache/stored.h"
#include "cache/waiting.h"

#define COLUMNS                                                                                   \
	"id, root, uid, replaces, nonce, manifest, account, datanet, name, kind, license, "       \
	"source, local, "                                                                         \
	"records, bytes, state, trust, note, tx, block, revoked_block, created_at, attested_at, " \
	"revoked_at, accepted_at, updated_at"

static void read_dataset(struct cache_sql *q, void *row)
{
	struct cache_dataset *d = row;

	d->id = cache_sql_get_int(q);
	cache_sql_get_hash(q, &d->root);
	cache_sql_get_hash(q, &d->uid);
	cache_sql_get_hash(q, &d->replaces);
	cache_sql_get_hash(q, &d->nonce);
	cache_sql_get_hash(q, &d->manifest);
	cache_sql_get_address(q, &d->account);
	cache_sql_get_address(q, &d->datanet);
	cache_sql_get_text(q, d->name, sizeof(d->name));
	cache_sql_get_text(q, d->kind, sizeof(d->kind));
	cache_sql_get_text(q, d->license, sizeof(d->license));
	cache_sql_get_text(q, d->source, sizeof(d->source));
	d->local = cache_sql_get_int(q) != 0;
	d->records = (uint64_t)cache_sql_get_int(q);
	d->bytes = (uint64_t)cache_sql_get_int(q);
	d->state = (enum cache_dataset_state)cache_stored_get(q, CACHE_STORED_DATASET_STATE);
	d->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
	cache_sql_get_text(q, d->note, sizeof(d->note));
	cache_sql_get_hash(q, &d->tx);
	d->block = (uint64_t)cache_sql_get_int(q);
	d->revoked_block = (uint64_t)cache_sql_get_int(q);
	d->created_at = cache_sql_get_int(q);
	d->attested_at = cache_sql_get_int(q);
	d->revoked_at = cache_sql_get_int(q);
	d->accepted_at = cache_sql_get_int(q);
	d->updated_at = cache_sql_get_int(q);
}

/*
 * Binds the columns in the order in which cache_datasets_put() names them. The root is never NULL,
 * so it is bound as bytes and not by cache_sql_hash().
 */
static void bind_dataset(struct cache_sql *q, const struct cache_dataset *d)
{
	cache_sql_int(q, d->id);
	cache_sql_int(q, q->cache->network);
	cache_sql_blob(q, d->root.bytes, sizeof(d->root.bytes));
	cache_sql_hash(q, &d->uid);
	cache_sql_hash(q, &d->replaces);
	cache_sql_hash(q, &d->nonce);
	cache_sql_hash(q, &d->manifest);
	cache_sql_address(q, &d->account);
	cache_sql_address(q, &d->datanet);
	cache_sql_text(q, d->name);
	cache_sql_text(q, d->kind);
	cache_sql_text(q, d->license);
	cache_sql_text(q, d->source);
	cache_sql_int(q, d->local);
	cache_sql_int(q, (int64_t)d->records);
	cache_sql_int(q, (int64_t)d->bytes);
	cache_sql_int(q, d->state);
	cache_sql_int(q, d->trust);
	cache_sql_text(q, d->note);
	cache_sql_hash(q, &d->tx);
	cache_sql_int(q, (int64_t)d->block);
	cache_sql_int(q, (int64_t)d->revoked_block);
	cache_sql_int(q, d->created_at);
	cache_sql_int(q, d->attested_at);
	cache_sql_int(q, d->revoked_at);
	cache_sql_int(q, d->accepted_at);
	cache_sql_int(q, d->updated_at);
}

/*
 * A dataset that is put again keeps its id, and so its place in the list. A row meets itself by its
 * id, or by one of the two unique indexes; its root never changes.
 */
enum status cache_datasets_put(struct cache *c, struct cache_dataset *d, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(
		&q, c,
		"INSERT INTO datasets(id, network, root, uid, replaces, nonce, manifest, account,"
		" datanet, name, kind, license, source, local, records, bytes, state, trust, note, "
		"tx,"
		" block, revoked_block, created_at, attested_at, revoked_at, accepted_at,"
		" updated_at) VALUES(nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
		"?, ?, ?, ?,"
		" ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
		" uid = excluded.uid, replaces = excluded.replaces, nonce = excluded.nonce,"
		" manifest = excluded.manifest, account = excluded.account,"
		" datanet = excluded.datanet,"
		" name = excluded.name, kind = excluded.kind, license = excluded.license,"
		" source = excluded.source, local = excluded.local,"
		" records = excluded.records, bytes = excluded.bytes,"
		" state = excluded.state, trust = excluded.trust, note = excluded.note,"
		" tx = excluded.tx, block = excluded.block,"
		" revoked_block = excluded.revoked_block,"
		" created_at = excluded.created_at, attested_at = excluded.attested_at,"
		" revoked_at = excluded.revoked_at, accepted_at = excluded.accepted_at,"
		" updated_at = excluded.updated_at RETURNING id");
	bind_dataset(&q, d);
	return cache_sql_one(&q, &d->id, cache_sql_read_int, e);
}

static enum status none(enum status s, struct err *e)
{
	return s == ERR_NOT_FOUND
		       ? err_set(e, s, "there is no such dataset; see: byline dataset list")
		       : s;
}

enum status cache_datasets_by_root(struct cache *c, struct cache_dataset *out,
				   const struct hash *root, const struct address *datanet,
				   struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM datasets WHERE network = ? AND root = ?"
			" ORDER BY uid IS NOT NULL AND datanet = ? DESC, uid IS NULL DESC, id");
	cache_sql_int(&q, c->network);
	cache_sql_hash(&q, root);
	cache_sql_address(&q, datanet);
	return none(cache_sql_one(&q, out, read_dataset, e), e);
}

enum status cache_datasets_by_uid(struct cache *c, struct cache_dataset *out,
				  const struct hash *uid, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT " COLUMNS " FROM datasets WHERE network = ? AND uid = ?");
	cache_sql_int(&q, c->network);
	cache_sql_hash(&q, uid);
	return none(cache_sql_one(&q, out, read_dataset, e), e);
}

enum status cache_datasets_all(struct cache *c, struct cache_dataset **out, size_t *n,
			       struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM datasets WHERE network = ?"
			" ORDER BY max(created_at, attested_at) DESC, id DESC");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_dataset, e);
}

enum status cache_datasets_everywhere(struct cache *c, struct cache_dataset **out, size_t *n,
				      struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT " COLUMNS " FROM datasets"
			" ORDER BY max(created_at, attested_at) DESC, id DESC");
	return cache_sql_all(&q, out, n, sizeof(**out), read_dataset, e);
}

static void read_others(struct cache_sql *q, void *row)
{
	struct cache_dataset_others *o = row;

	o->id = cache_sql_get_int(q);
	cache_sql_get_text(q, o->text, sizeof(o->text));
}

enum status cache_datasets_others(struct cache *c, struct cache_dataset_others **out, size_t *n,
				  struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT DISTINCT a.id,"
			" group_concat(b.name || ' on ' || networks.name, ', ') OVER"
			" (PARTITION BY a.id ORDER BY b.name, networks.name"
			" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"
			" FROM datasets a JOIN datasets b ON b.source = a.source"
			" AND b.records = a.records AND b.bytes = a.bytes"
			" AND b.account = a.account AND b.root <> a.root"
			" AND (b.network <> a.network OR b.datanet <> a.datanet)"
			" JOIN networks ON networks.id = b.network"
			" WHERE a.network = ? AND a.source <> '' AND b.state <> ?"
			" AND networks.name <> '" CACHE_WAITING "'");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, CACHE_DATASET_REVOKED);
	return cache_sql_all(&q, out, n, sizeof(**out), read_others, e);
}

/* A dataset in the folder datasets/ may belong to another network than the selected one. */
enum status cache_datasets_anywhere(struct cache *c, bool *out, const struct hash *root,
				    struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c, "SELECT 1 FROM datasets WHERE root = ? LIMIT 1");
	cache_sql_hash(&q, root);
	s = cache_sql_row(&q, out, e);
	if (s == STATUS_OK && *out)
		cache_sql_end(&q);
	return s;
}
