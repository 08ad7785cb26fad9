/*
 * Comparing the answers of nodes, and keeping who agreed with the others and who contradicted them.
 */
#ifndef CLIENT_VOTE_H
#define CLIENT_VOTE_H

#include "client/agreement.h"
#include "client/nodes.h"

/* The value that a vote is on. */
struct vote_subject {
	const char *method; /* for a person: "eth_call 0x42…21" */
	uint64_t block;
	bool header; /* the value is the hash of block `block` */
	/* Each node's answer as text. NULL, or an entry that is NULL: the ballot's value in hex. */
	const char *const *said;
};

/*
 * Fills in `operator_id` and `counts` of each ballot and counts the votes (agreement_vote()). No
 * node's health changes.
 * In: on_block  the vote is on which block there is: then the words of distrusted nodes count when
 *               the others are too few (nodes_counts()). A value of theirs is never believed: it is
 *               by proofs that so many were found to lie, and by proofs that they are trusted again
 */
void vote_count(const struct nodes *nodes, struct verdict *out, struct ballot ballots[LIMIT_NODES],
		bool on_block);

/*
 * Keeps the result of a vote in each node's health, and each contradiction of the agreed value as a
 * dispute. With a verdict of DISPUTED nobody is known to be wrong, and all who took part are
 * UNSETTLED. Any other verdict changes nothing.
 */
void vote_record(struct nodes *nodes, const struct verdict *v,
		 const struct ballot ballots[LIMIT_NODES], const struct vote_subject *subject);

#endif
