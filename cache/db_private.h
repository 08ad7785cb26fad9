/* The end of a transaction within the cache. For the sources of cache/ only. */
#ifndef CACHE_DB_PRIVATE_H
#define CACHE_DB_PRIVATE_H

#include "cache/db.h"

/*
 * Ends what cache_begin() began, after work that ended with `s`: commits, or makes the outermost
 * transaction fail with `s`.
 * Returns: `s` when that is a failure, else the result of cache_commit().
 */
MUST_CHECK enum status cache_finish(struct cache *c, enum status s, struct err *e);

#endif
