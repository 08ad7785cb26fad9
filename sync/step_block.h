/* The step of a sync that finds the agreed block, and the one that notes how the nodes did. */
#ifndef SYNC_STEP_BLOCK_H
#define SYNC_STEP_BLOCK_H

#include "sync/context.h"

/*
 * Finds the agreed block; undoes what hung off abandoned blocks; notices another chain behind the
 * same profile (a restarted devnet) and drops its rows.
 */
MUST_CHECK enum status sync_block(struct sync_context *c, struct err *e);

/* Stores how the nodes did, and their disputes. */
MUST_CHECK enum status sync_nodes(struct sync_context *c, struct err *e);

#endif
