/*
 * user_version is the number of steps that a database has seen; cache_migrate() runs those that are
 * left, in one transaction.
 */
#include "cache/migrate.h"

#include "cache/db_private.h"
#include "cache/migrations.h"
#include "cache/sql.h"
#include "cache/sums.h"

static enum status version(struct cache *c, int64_t *out, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "PRAGMA user_version");
	return cache_sql_one(&q, out, cache_sql_read_int, e);
}

/* PRAGMA takes no parameters, so the number is written into the statement. */
static enum status set_version(struct cache *c, size_t v, struct err *e)
{
	char sql[48];

	sqlite3_snprintf(sizeof(sql), sql, "PRAGMA user_version = %d", (int)v);
	return cache_sql_exec(c, sql, e);
}

enum status cache_migrate_older(const struct cache *c, struct err *e)
{
	return err_set(e, ERR_VERSION,
		       "%s was written by an older byline; run this one once without "
		       "--read-only, so that it can be brought up to date",
		       c->path);
}

enum status cache_migrate(struct cache *c, struct err *e)
{
	size_t n;
	const char *const *steps = cache_migrations(&n);
	const int64_t newest = (int64_t)n;
	int64_t seen = 0;
	enum status s = version(c, &seen, e);

	if (s == STATUS_OK && seen < 0)
		return cache_sql_fail(c, SQLITE_CORRUPT, e);
	if (s == STATUS_OK && seen > newest)
		return err_set(
			e, ERR_VERSION,
			"%s was written by a newer byline (schema %lld, this one knows %lld); "
			"use that one, or move the file away",
			c->path, (long long)seen, (long long)newest);
	if (s != STATUS_OK || seen == newest)
		return s;
	if (c->read_only && sqlite3_db_readonly(c->db, "main") == 1)
		return cache_migrate_older(c, e);
	s = cache_begin(c, e);
	if (s != STATUS_OK)
		return s;
	/* Another process may have migrated it while this one waited. */
	s = version(c, &seen, e);
	for (int64_t v = seen; s == STATUS_OK && v >= 0 && v < newest; v++)
		s = cache_sql_exec(c, steps[v], e);
	if (s == STATUS_OK)
		s = set_version(c, n, e);
	if (s == STATUS_OK)
		s = cache_sums_fill(c, e);
	return cache_finish(c, s, e);
}
