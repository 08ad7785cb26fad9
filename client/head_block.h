/*
 * Which block a proof at a node's head belongs to: the one with its state root, among those that
 * nodes showed as their heads and those around them.
 */
#ifndef CLIENT_HEAD_BLOCK_H
#define CLIENT_HEAD_BLOCK_H

#include "base/json.h"
#include "client/nodes.h"

/* Begins a round: heads that are seen from now on tell where to look. */
void head_block_begin(struct nodes *nodes);

/* Keeps number and state root of a block that node `i` gave. Anything else is left aside. */
void head_block_saw(struct nodes *nodes, size_t i, const struct json *block);

/*
 * Ends a round: finds the blocks of the proofs that were asked for, with a bounded number of
 * requests to the nodes in `whom`, and drops the proofs whose block is not found.
 * Returns: STATUS_OK, ERR_UNREACHABLE, ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status head_block_name(struct nodes *nodes, node_set whom, struct err *e);

#endif
