/* The step of a sync that reads new statements. */
#ifndef SYNC_STEP_STATEMENTS_H
#define SYNC_STEP_STATEMENTS_H

#include "cache/db.h"
#include "sync/context.h"

/*
 * Reads new statements from the chain and the accounts' own leaves from the datanet, folds the
 * leaves and computes their amounts again. The result becomes a verdict for each epoch.
 * Returns: STATUS_OK, also when a fault was found; else the first failure.
 */
MUST_CHECK enum status sync_statements(struct sync_context *c, struct err *e);

/*
 * Makes the next sync ask again for the statements that an undo removed. Called inside its store
 * job.
 */
MUST_CHECK enum status rewind_statements(struct cache *cache, const struct address *datanet,
					 const struct address *account, struct err *e);

#endif
