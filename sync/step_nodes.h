/* The step of a sync that notes how the nodes did. */
#ifndef SYNC_STEP_NODES_H
#define SYNC_STEP_NODES_H

#include "sync/context.h"

/*
 * Stores each node's health and abilities and the disputes since the last call. A node that begins
 * to contradict the others becomes an event.
 */
MUST_CHECK enum status sync_nodes(struct sync_context *c, struct err *e);

#endif
