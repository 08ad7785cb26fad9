/* The step of a sync that finds the accounts' commitments to datasets on chain. */
#ifndef SYNC_STEP_DATASETS_H
#define SYNC_STEP_DATASETS_H

#include "cache/db.h"
#include "sync/context.h"

/*
 * Finds new commitments of the accounts by their events, and reads the state of all known ones.
 * Where nodes do not give old events, known commitments are still read; the failure is returned.
 */
MUST_CHECK enum status sync_datasets(struct sync_context *c, struct err *e);

/*
 * Makes the next sync ask again for events of `account` above block `last_good`. Called after an
 * undo, inside its store job.
 */
MUST_CHECK enum status rewind_datasets(struct cache *cache, const struct address *account,
				       uint64_t last_good, struct err *e);

/* The block up to which commitments of `account` were looked for; -1 before the first sync. */
int64_t step_datasets_scanned(struct app *app, const struct address *account);

#endif
