/* The step of a sync that finds money received by the accounts, by its events. */
#ifndef SYNC_STEP_RECEIVED_H
#define SYNC_STEP_RECEIVED_H

#include "sync/context.h"

/*
 * Searches new blocks, then earlier ones down to the first, for payments of the profile's
 * distributors and transfers of its tokens to each account, and proves payments that were found by
 * the receipts of their blocks. Each sync does a part; the cache knows how far it is. Nodes that do
 * not search for events are no failure: the file of the log says so. A chain's own coin is never
 * found, because moving it makes no event.
 */
MUST_CHECK enum status sync_received(struct sync_context *c, struct err *e);

#endif
