/*
 * The anchor: the block at which everything else is read.
 *
 * Other headers of this folder read figures at an anchor and say how each is known (enum trust):
 *
 *   PROVEN    a storage proof folds to the state root of an anchor that is AGREED
 *   AGREED    no proof could be had, and k nodes of distinct operators gave the same value
 *   REPORTED  fewer than k did, and nobody contradicts them
 *   DISPUTED  nodes contradict each other, and no value has k
 *
 * A single lying node changes nothing of a figure and becomes a dispute (nodes_take_disputes()).
 * Common errors of these functions, not repeated there: ERR_UNREACHABLE when no node answered,
 * ERR_REMOTE when all answered with errors, ERR_CANCELLED, ERR_MEMORY.
 */
#ifndef CLIENT_ANCHOR_H
#define CLIENT_ANCHOR_H

#include "chain/header.h"
#include "client/nodes.h"

struct anchor {
	struct header header; /* its hash was recomputed */
	enum trust trust; /* AGREED: k operators named this (number, hash); REPORTED; DISPUTED */
	node_set nodes;	  /* the nodes that named it */
	int64_t found;	  /* local time, seconds since 1970 */
	bool stale;	  /* older than the profile's max_age by the local clock */
	/*
	 * Local clock less the block's time, less the time that confirmations take. About 0 when
	 * the clock is right. A negative value means that the local clock is slow; a large positive
	 * one that it is fast, or that the chain stands still. Meaningful only with trust AGREED.
	 */
	int64_t skew_s;
};

/* The place of an earlier block now. */
enum ancestry {
	ANCESTRY_UNKNOWN,   /* the nodes could not tell */
	ANCESTRY_KEPT,	    /* still on the chain */
	ANCESTRY_ABANDONED, /* another block has its number: undo what was read there */
};

/*
 * Finds the newest block that k nodes agree on, `confirmations` below the newest. Every node's
 * chain id is checked first.
 * Out:     ancestry  (or NULL) of `previous`; ANCESTRY_UNKNOWN when that is NULL
 * Returns: STATUS_OK, where trust may be REPORTED or DISPUTED; ERR_NOT_PROVEN when no node's header
 *          hashes to its name; ERR_NOT_AGREED when no node is on this chain.
 */
MUST_CHECK enum status anchor_find(struct nodes *nodes, struct anchor *out, enum ancestry *ancestry,
				   const struct anchor *previous, struct err *e);

/* Asks whether (number, hash) is on the chain now, to find where a reorganisation began. */
MUST_CHECK enum status anchor_ancestry(struct nodes *nodes, enum ancestry *out, uint64_t number,
				       const struct hash *hash, struct err *e);

/*
 * Finds the newest block that is final: the k-th highest `finalized` where the chain has that tag,
 * but never above the anchor; else the anchor itself, which lies below the confirmations.
 * Returns: STATUS_OK, ERR_NOT_AGREED when fewer than k nodes name one.
 */
MUST_CHECK enum status anchor_finalized(struct nodes *nodes, uint64_t *number,
					const struct anchor *anchor, struct err *e);

#endif
