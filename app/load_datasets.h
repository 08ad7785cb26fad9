/* The datasets of a snapshot, and the models that they may be part of. */
#ifndef APP_LOAD_DATASETS_H
#define APP_LOAD_DATASETS_H

#include "app/snapshot.h"
#include "cache/db.h"
#include "chain/profile.h"

/* Fills the models of the profile's datanet. STATUS_OK, ERR_MEMORY, a failure of the cache. */
MUST_CHECK enum status load_models(struct snapshot *s, const struct profile *p, struct cache *cache,
				   struct err *e);

/*
 * Fills the datasets, without what they earn, which load_epochs() adds; and the last acceptance of
 * the snapshot's rhythm.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_datasets(struct snapshot *s, struct cache *cache, struct err *e);

#endif
