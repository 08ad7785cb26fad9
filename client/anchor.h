/*
 * The block that everything else is read at.
 */
#ifndef CLIENT_ANCHOR_H
#define CLIENT_ANCHOR_H

#include "chain/header.h"
#include "client/nodes.h"

struct anchor {
	struct header header; /* its hash is recomputed */
	enum trust trust; /* AGREED: k operators named this (number, hash); REPORTED; DISPUTED */
	node_set nodes;	  /* who named it */
	int64_t found;	  /* local time, seconds since 1970 */
	bool stale;	  /* older than the profile's max_age by the local clock */
	/*
	 * Local clock less the block's time, less what confirmations take: about 0 when the clock
	 * is right; negative means that the local clock is slow, a large positive value that it is
	 * fast or that the chain stands still. Only meaningful with trust AGREED.
	 */
	int64_t skew_s;
};

/* Where an earlier block stands now. */
enum ancestry {
	ANCESTRY_UNKNOWN,   /* the nodes could not tell */
	ANCESTRY_KEPT,	    /* still on the chain */
	ANCESTRY_ABANDONED, /* another block has its number: undo what was read there */
};

/*
 * Finds the newest block that k nodes agree on, `confirmations` below the heads. Checks every
 * node's chain id first.
 * Out: `ancestry` (may be NULL) of `previous` (may be NULL: ANCESTRY_UNKNOWN).
 * Returns: STATUS_OK (look at trust: it may be REPORTED or DISPUTED), ERR_UNREACHABLE,
 *          ERR_NOT_PROVEN when no node's header hashes to what it says, ERR_NOT_AGREED when no node
 *          is on this chain, ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status anchor_find(struct nodes *nodes, struct anchor *out, enum ancestry *ancestry,
				   const struct anchor *previous, struct err *e);

/* Whether (number, hash) is on the chain now; to find where a reorganisation began. */
MUST_CHECK enum status anchor_ancestry(struct nodes *nodes, enum ancestry *out, uint64_t number,
				       const struct hash *hash, struct err *e);

/*
 * The newest block that counts as final: the k-th highest `finalized` where the chain has that tag
 * (never above the anchor), else the anchor itself, which lies below the confirmations.
 * Returns: STATUS_OK, ERR_NOT_AGREED, ERR_UNREACHABLE, ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status anchor_finalized(struct nodes *nodes, uint64_t *number,
					const struct anchor *anchor, struct err *e);

#endif
