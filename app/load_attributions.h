/* The live attributions of a snapshot. */
#ifndef APP_LOAD_ATTRIBUTIONS_H
#define APP_LOAD_ATTRIBUTIONS_H

#include "app/snapshot.h"
#include "cache/db.h"
#include "chain/profile.h"

/*
 * Fills the newest attributions of the shown account at the profile's datanet. Datasets and models
 * must be loaded before. Does nothing when no account is shown.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_attributions(struct snapshot *s, const struct profile *p,
					 struct cache *cache, struct err *e);

#endif
