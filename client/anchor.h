/*
 * The anchor: the block at which everything else is read.
 *
 * Other headers of this folder read figures at an anchor and say how each is known (enum trust):
 *
 *   PROVEN    a storage proof folds to the state root of an anchor that is AGREED and hashes
 *   AGREED    no proof could be had, and k nodes of distinct operators gave the same value
 *   REPORTED  fewer than k did, and nobody contradicts them
 *   DISPUTED  nodes contradict each other, and no value has k
 *
 * Figures are never read at a block that the nodes contradict each other about. A single lying node
 * changes nothing of a figure and becomes a dispute (nodes_take_disputes()).
 * Common errors of these functions, not repeated there: ERR_UNREACHABLE when no node answered,
 * ERR_REMOTE when all answered with errors, ERR_PENDING (`may_wait` below), ERR_CANCELLED,
 * ERR_MEMORY.
 */
#ifndef CLIENT_ANCHOR_H
#define CLIENT_ANCHOR_H

#include "chain/header.h"
#include "client/nodes.h"
#include "client/succession.h"

struct anchor {
	struct header header; /* its hash was recomputed, unless `unhashed` says why not */
	enum trust trust;     /* AGREED: k operators named this (number, hash); REPORTED */
	/*
	 * The flaw (header_read_unhashed()) for which byline could not recompute the hash, so that
	 * only the nodes' word ties it to the state root and nothing is PROVEN; "" when it could.
	 */
	char unhashed[HEADER_FLAW_SIZE];
	node_set nodes; /* the nodes that named it */
	int64_t found;	/* local time, seconds since 1970 */
	/*
	 * Seconds by which this machine's clock is ahead of the clocks of all these nodes. A block
	 * that is old does not show here: that is the nodes' or the chain's matter. Where no node
	 * sends its time, a block from the future tells that the clock is slow. 0: not known.
	 */
	int64_t clock_ahead_s;
	/*
	 * Whoever reads here comes back after some blocks: where nodes prove only their newest
	 * block, a reading ends with ERR_PENDING until that block is agreed on.
	 */
	bool may_wait;
	/* The header is that of a node's newest block: its proofs are asked for at "latest". */
	bool at_head;
};

/*
 * Finds the block to read at: the newest one that k nodes agree on, `confirmations` below the
 * newest. Every node's chain id is checked first. What the nodes say is compared with the blocks
 * that they agreed on before (client/succession.h): nodes that serve older state are told as BEHIND
 * in their health, and change nothing.
 * In:      agreed  blocks agreed on before, newest first; n_agreed may be 0
 * Out:     how     how the block follows those; NULL is allowed
 * Returns: STATUS_OK, where trust may be REPORTED; ERR_NOT_PROVEN when no node's header hashes to
 *          its name and they do not say the same; ERR_NOT_AGREED when no node is on this chain,
 *          when the nodes contradict each other or what was agreed before, and when they are behind
 *          that.
 */
MUST_CHECK enum status anchor_find(struct nodes *nodes, struct anchor *out,
				   struct succession_verdict *how, const struct block_name *agreed,
				   size_t n_agreed, struct err *e);

/*
 * Finds the newest block that is final: the k-th highest `finalized` where the chain has that tag,
 * but never above the anchor; else the anchor itself, which lies below the confirmations.
 * Returns: STATUS_OK, ERR_NOT_AGREED when fewer than k nodes name one.
 */
MUST_CHECK enum status anchor_finalized(struct nodes *nodes, uint64_t *number,
					const struct anchor *anchor, struct err *e);

#endif
