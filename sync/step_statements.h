/* The step of a sync that reads new statements. */
#ifndef SYNC_STEP_STATEMENTS_H
#define SYNC_STEP_STATEMENTS_H

#include "cache/db.h"
#include "sync/context.h"

/* Reads new statements with the accounts' own leaves, proves and recomputes them. */
MUST_CHECK enum status sync_statements(struct sync_context *c, struct err *e);

/* After an undo, inside its store job: statements that are no longer there are asked for again. */
MUST_CHECK enum status rewind_statements(struct cache *cache, const struct address *datanet,
					 const struct address *account, struct err *e);

#endif
