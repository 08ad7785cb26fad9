/* Votes on which block has a number. */
#ifndef CLIENT_BLOCK_VOTE_H
#define CLIENT_BLOCK_VOTE_H

#include "chain/header.h"
#include "client/vote.h"

/* At most so many numbers in one round: the blocks to choose from, and an earlier one. */
#define BLOCK_VOTE_MOST (LIMIT_NODES + 1)

/* The nodes' answers to one block number. */
struct block_vote {
	uint64_t number; /* set by the caller */
	struct header headers[LIMIT_NODES];
	struct ballot ballots[LIMIT_NODES];
	char said[LIMIT_NODES][LIMIT_REMOTE_TEXT]; /* a broken header's fault; else "" */
	struct verdict verdict;
};

/*
 * Asks the nodes in `among` for `n` blocks by their numbers, at most BLOCK_VOTE_MOST, and counts
 * the votes on each.
 * Returns: as question_ask().
 */
MUST_CHECK enum status block_vote_ask(struct nodes *nodes, struct block_vote *votes, size_t n,
				      node_set among, struct err *e);

/* Keeps the vote in the nodes' health. A broken header is shown by its fault. */
void block_vote_record(struct nodes *nodes, const struct block_vote *v);

/* Chooses the highest agreed block, else the one with the most support; NULL without a header. */
const struct block_vote *block_vote_choose(const struct block_vote *votes, size_t n);

#endif
