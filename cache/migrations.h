/* The schema of the database and how it came about. For db.c only. */
#ifndef CACHE_MIGRATIONS_H
#define CACHE_MIGRATIONS_H

#include "cache/db.h"

/*
 * Brings the schema up to date, in one transaction.
 * Returns: STATUS_OK; ERR_VERSION for a database of a newer byline, and for one of an older byline
 *          that was opened read-only; errors as cache_open().
 */
MUST_CHECK enum status cache_migrate(struct cache *c, struct err *e);

#endif
