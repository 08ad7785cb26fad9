/* The royalties of a snapshot, a row for each distributor. */
#ifndef APP_LOAD_ROYALTIES_H
#define APP_LOAD_ROYALTIES_H

#include "app/snapshot.h"
#include "cache/db.h"
#include "chain/profile.h"

/*
 * Fills the royalties and the native balance of the shown account; epochs and attributions must be
 * loaded before. Does nothing when no account is shown.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_royalties(struct snapshot *s, const struct profile *p,
				      struct cache *cache, struct err *e);

#endif
