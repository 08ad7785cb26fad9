/* Brings the schema of a database up to date. For the sources of cache/ only. */
#ifndef CACHE_MIGRATE_H
#define CACHE_MIGRATE_H

#include "cache/db.h"

/*
 * Runs the steps that the database has not seen, in one transaction.
 * Returns: STATUS_OK; ERR_VERSION for a database of a newer byline, and for one of an older byline
 *          that was opened read-only; errors as cache_open().
 */
MUST_CHECK enum status cache_migrate(struct cache *c, struct err *e);

/* Fails with ERR_VERSION: rows of an older byline must be completed, and the cache is read-only. */
MUST_CHECK enum status cache_migrate_older(const struct cache *c, struct err *e);

#endif
