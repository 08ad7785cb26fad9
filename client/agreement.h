/*
 * Agreement between nodes. Pure: no network, no clock.
 *
 * A value is agreed when k nodes of distinct operators gave it; several nodes of one operator count
 * once. Figures are never read at `latest`, on which honest nodes differ, but at the k-th highest
 * of the nodes' newest blocks, less the confirmations. A single node that stands still, or that
 * invents newer blocks, cannot move that block.
 */
#ifndef CLIENT_AGREEMENT_H
#define CLIENT_AGREEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/trust.h"

/* A set of nodes: bit i is node i of the profile. LIMIT_NODES <= 32. */
typedef uint32_t node_set;

/* One node's answer in a vote. */
struct ballot {
	unsigned operator_id; /* equal numbers are one operator */
	bool answered;	      /* false: it has no vote */
	bool counts;	      /* false: compared with the others, but never part of an agreement */
	bool broken; /* the answer contradicts itself, so it has no value and differs from all */
	struct hash value; /* the value itself, or the hash of its canonical form */
};

struct verdict {
	/*
	 * AGREED: k operators gave the winner's value. REPORTED: fewer did, and nobody contradicts.
	 * DISPUTED: fewer did, and others contradict. NONE: nobody answered.
	 */
	enum trust trust;
	size_t winner;	  /* a node that gave the value; meaningless for NONE */
	unsigned support; /* number of operators that gave it */
	node_set agree;	  /* nodes that gave the winner's value */
	node_set differ;  /* nodes that gave another; they are wrong only when trust is AGREED */
};

/*
 * Counts `n` ballots. The value with the most operators wins. On a tie the node with the lowest
 * number wins, and the verdict is never AGREED. k = 0 means that these nodes can never agree
 * (profile_can_agree() is false).
 */
void agreement_vote(struct verdict *out, const struct ballot *ballots, size_t n, unsigned k);

/* The newest block of one node. */
struct chain_head {
	unsigned operator_id;
	bool known;
	bool counts;
	uint64_t number;
};

/*
 * Chooses the block numbers to ask all nodes for, highest first: the k-th highest newest block,
 * then the lower ones of other operators in case the higher ones were invented; each less
 * `confirmations`. With fewer than k operators (or k = 0) the highest comes first.
 * Out:     out  at most LIMIT_NODES numbers
 * Returns: how many; 0 when no node's newest block is known.
 */
size_t agreement_targets(uint64_t out[static LIMIT_NODES], const struct chain_head *heads, size_t n,
			 unsigned k, unsigned confirmations);

/*
 * Finds the k-th highest number among distinct operators, so that k of them claim as much or more.
 * Returns false when there are fewer than k.
 */
bool agreement_kth(uint64_t *out, const struct chain_head *heads, size_t n, unsigned k);

#endif
