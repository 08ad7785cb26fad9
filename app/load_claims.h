/* The claims and the transactions of a snapshot. */
#ifndef APP_LOAD_CLAIMS_H
#define APP_LOAD_CLAIMS_H

#include "app/snapshot.h"
#include "cache/db.h"
#include "chain/profile.h"

/*
 * Fills claims and transactions. The block must be known before: it gives the confirmations.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_claims(struct snapshot *s, const struct profile *p, struct cache *cache,
				   struct err *e);

#endif
