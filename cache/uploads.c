/*
 * A dataset is uploaded once at a time, so its uid is the key. The row is written after every
 * chunk, and is all that a later process needs besides the sealed file.
 */
#include "cache/uploads.h"

#include "cache/datasets.h"
#include "cache/sql.h"

#define COLUMNS "datanet, uid, file, path, url, size, offset, started, updated"

static void read_upload(struct cache_sql *q, void *row)
{
	struct cache_upload *u = row;

	cache_sql_get_address(q, &u->datanet);
	cache_sql_get_hash(q, &u->uid);
	cache_sql_get_hash(q, &u->file);
	cache_sql_get_text(q, u->path, sizeof(u->path));
	cache_sql_get_text(q, u->url, sizeof(u->url));
	u->size = (uint64_t)cache_sql_get_int(q);
	u->offset = (uint64_t)cache_sql_get_int(q);
	u->started = cache_sql_get_int(q);
	u->updated = cache_sql_get_int(q);
}

enum status cache_uploads_put(struct cache *c, const struct cache_upload *u, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT OR REPLACE INTO uploads(network, " COLUMNS
			") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, &u->datanet);
	cache_sql_hash(&q, &u->uid);
	cache_sql_hash(&q, &u->file);
	cache_sql_text(&q, u->path);
	cache_sql_text(&q, u->url);
	cache_sql_int(&q, (int64_t)u->size);
	cache_sql_int(&q, (int64_t)u->offset);
	cache_sql_int(&q, u->started);
	cache_sql_int(&q, u->updated);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_uploads_get(struct cache *c, struct cache_upload *out, const struct hash *uid,
			      struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c, "SELECT " COLUMNS " FROM uploads WHERE network = ? AND uid = ?");
	cache_sql_int(&q, c->network);
	cache_sql_hash(&q, uid);
	s = cache_sql_one(&q, out, read_upload, e);
	return s == ERR_NOT_FOUND ? err_set(e, s, "no upload of this dataset has begun") : s;
}

enum status cache_uploads_remove(struct cache *c, const struct hash *uid, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "DELETE FROM uploads WHERE network = ? AND uid = ?");
	cache_sql_int(&q, c->network);
	cache_sql_hash(&q, uid);
	return cache_sql_run(&q, NULL, e);
}

/*
 * A sync may learn that the dataset arrived when the upload's own end was never seen. What was
 * rejected may be sent again.
 */
enum status cache_uploads_wanted(struct cache *c, bool *out, const struct hash *uid, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c,
			"SELECT 1 FROM uploads u WHERE u.uid = ? AND NOT EXISTS (SELECT 1 FROM"
			" datasets d WHERE d.network = u.network AND d.uid = u.uid"
			" AND d.state IN (?, ?, ?, ?)) LIMIT 1");
	cache_sql_hash(&q, uid);
	cache_sql_int(&q, CACHE_DATASET_RECEIVED);
	cache_sql_int(&q, CACHE_DATASET_ACCEPTED);
	cache_sql_int(&q, CACHE_DATASET_IN_MODEL);
	cache_sql_int(&q, CACHE_DATASET_REVOKED);
	s = cache_sql_row(&q, out, e);
	if (s == STATUS_OK && *out)
		cache_sql_end(&q);
	return s;
}

enum status cache_uploads_remove_anywhere(struct cache *c, const struct hash *uid, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "DELETE FROM uploads WHERE uid = ?");
	cache_sql_hash(&q, uid);
	return cache_sql_run(&q, NULL, e);
}
