/* The nodes of a snapshot, and what they disagreed about. */
#ifndef APP_LOAD_NODES_H
#define APP_LOAD_NODES_H

#include "app/snapshot.h"
#include "cache/db.h"
#include "chain/profile.h"

/*
 * Fills a row for each node of the profile, asked or not, and the disputes that were kept.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_nodes(struct snapshot *s, const struct profile *p, struct cache *cache,
				  struct err *e);

#endif
