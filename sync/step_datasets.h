/* The step of a sync that finds the accounts' commitments on chain. */
#ifndef SYNC_STEP_DATASETS_H
#define SYNC_STEP_DATASETS_H

#include "cache/db.h"
#include "sync/context.h"

/* Finds the accounts' commitments in the registry and reads their state. */
MUST_CHECK enum status sync_datasets(struct sync_context *c, struct err *e);

/*
 * After an undo, inside its store job: events of `account` above block `last_good` are asked for
 * again.
 */
MUST_CHECK enum status rewind_datasets(struct cache *cache, const struct address *account,
				       uint64_t last_good, struct err *e);

#endif
