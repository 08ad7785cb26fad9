/* A block's parents, fetched from nodes and held together by their hashes. For anchor.c. */
#ifndef CLIENT_ANCESTORS_H
#define CLIENT_ANCESTORS_H

#include "chain/header.h"
#include "client/nodes.h"
#include "client/succession.h"

/*
 * So many blocks are followed: half an hour of a chain with blocks of 2 s. Between two syncs of a
 * running byline lies a minute.
 */
#define ANCESTORS_MOST 1024

/*
 * Follows the parents of `from`, down to the first block that is one of `until`, or to
 * ANCESTORS_MOST. Each header is believed because its hash is what its child names, so that any
 * node of `whom` may give it.
 * Out:     out, n  `from` and its parents, each the parent of the one before; ends early where no
 *                  node gives the next one
 * Returns: STATUS_OK, ERR_UNREACHABLE, ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status ancestors_follow(struct nodes *nodes,
					struct block_name out[static ANCESTORS_MOST], size_t *n,
					const struct header *from, node_set whom,
					const struct block_name *until, size_t n_until,
					struct err *e);

#endif
