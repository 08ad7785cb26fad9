/* The schema of the database and how it came about. For the sources of cache/ only. */
#ifndef CACHE_MIGRATIONS_H
#define CACHE_MIGRATIONS_H

#include "cache/db.h"

/*
 * Brings the schema up to date, in one transaction.
 * Returns: STATUS_OK; ERR_VERSION for a database of a newer byline, and for one of an older byline
 *          that was opened read-only; errors as cache_open().
 */
MUST_CHECK enum status cache_migrate(struct cache *c, struct err *e);

/* Fails with ERR_VERSION: rows of an older byline must be completed, and the cache is read-only. */
MUST_CHECK enum status cache_migrations_older(const struct cache *c, struct err *e);

#endif
