/* The received payments of a snapshot. */
#ifndef APP_LOAD_RECEIVED_H
#define APP_LOAD_RECEIVED_H

#include "app/snapshot.h"
#include "cache/db.h"
#include "chain/profile.h"

/*
 * Fills the payments to the shown account, and for each royalty whether they are all that was
 * claimed. Royalties and claims must be filled before.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_received(struct snapshot *s, const struct profile *p,
				     struct cache *cache, struct err *e);

#endif
