/*
 * Who agrees with whom. Pure: no network, no clock.
 *
 * A value is agreed when k nodes of distinct operators gave it. Several nodes of one operator count
 * once. The block to read at is never `latest`, on which honest nodes differ: it is the k-th
 * highest head less the confirmations. A node that stands still, or one that claims a head of its
 * own, can neither hold it back nor pull it forward.
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

/* What one node says. */
struct ballot {
	unsigned operator_id; /* equal numbers are one operator */
	bool answered;	      /* false: no vote */
	bool counts;	      /* false: compared with the rest, but never part of an agreement */
	bool broken;	   /* the answer refutes itself: differs from everything, without a value */
	struct hash value; /* the value itself, or the hash of its canonical form */
};

struct verdict {
	/* AGREED: k operators; REPORTED: fewer, nobody contradicts; DISPUTED; NONE: no vote. */
	enum trust trust;
	size_t winner;	  /* a node that gave the value; meaningless for NONE */
	unsigned support; /* operators behind it */
	node_set agree;	  /* nodes that gave the winner's value */
	node_set differ;  /* nodes that gave another; contradicted only when trust is AGREED */
};

/*
 * Counts. The value with the most operators wins; on a tie the lowest node's, and then the verdict
 * is never AGREED. k = 0 means that these nodes can never agree (profile_can_agree() is false).
 */
void agreement_vote(struct verdict *out, const struct ballot *ballots, size_t n, unsigned k);

/* A node's newest block. */
struct chain_head {
	unsigned operator_id;
	bool known;
	bool counts;
	uint64_t number;
};

/*
 * The block numbers worth asking every node for, highest first: the k-th highest head, then lower
 * ones in case the higher heads were invented, each less `confirmations`, one an operator.
 * Out: at most LIMIT_NODES numbers. Returns how many: 0 when nobody is known; with fewer than k
 * operators (or k = 0) the highest head alone is worth asking for.
 */
size_t agreement_targets(uint64_t out[static LIMIT_NODES], const struct chain_head *heads, size_t n,
			 unsigned k, unsigned confirmations);

/* The k-th highest value over distinct operators: k of them claim so much. False when fewer. */
bool agreement_kth(uint64_t *out, const struct chain_head *heads, size_t n, unsigned k);

#endif
