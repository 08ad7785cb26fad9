/* The step of a sync that finds the agreed block. */
#ifndef SYNC_STEP_BLOCK_H
#define SYNC_STEP_BLOCK_H

#include "sync/context.h"

/*
 * Finds the agreed block and stores it. When the chain abandoned blocks that were read before, what
 * was learned in them is undone. When another chain runs behind the profile (a devnet that was
 * started anew), the rows of the old one are dropped.
 * Returns: STATUS_OK; ERR_NOT_AGREED when the nodes contradict each other about the newest block,
 *          or are behind a block that they agreed on before: then nothing that was read changes.
 */
MUST_CHECK enum status sync_block(struct sync_context *c, struct err *e);

#endif
