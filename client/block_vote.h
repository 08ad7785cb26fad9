/* Votes on which block has a number. */
#ifndef CLIENT_BLOCK_VOTE_H
#define CLIENT_BLOCK_VOTE_H

#include "chain/header.h"
#include "client/vote.h"

struct question;

/* At most so many numbers in one round: the blocks to choose from, and an earlier one. */
#define BLOCK_VOTE_MOST (LIMIT_NODES + 1)

/* The nodes' answers to one block number. */
struct block_vote {
	uint64_t number; /* set by the caller */
	struct header headers[LIMIT_NODES];
	struct ballot ballots[LIMIT_NODES];
	char said[LIMIT_NODES][LIMIT_REMOTE_TEXT]; /* a broken header's fault; else "" */
	char flaws[LIMIT_NODES][HEADER_FLAW_SIZE]; /* header_read_unhashed(); "": it hashes */
	struct verdict verdict;
};

/*
 * Asks the nodes in `among` for `n` blocks by their numbers, at most BLOCK_VOTE_MOST, and counts
 * the votes on each. Headers that do not hash count where no k nodes give one that does, and
 * none gives one that says otherwise: k of them that name the same hash and say the same of all
 * that byline uses are agreed on, and none of these nodes is broken then (block_vote_flaw()). Where
 * no header hashes, a single node is believed as far as one whose header hashes.
 * Returns: as question_ask().
 */
MUST_CHECK enum status block_vote_ask(struct nodes *nodes, struct block_vote *votes, size_t n,
				      node_set among, struct err *e);

/*
 * Counts the votes on block `number` in the answers to `q`, which asked for it.
 * Out:     the header that k nodes give alike, whether it hashes or not; unset otherwise
 * Returns: whether there is one; false too when out of memory.
 */
bool block_vote_agreed(struct header *out, const struct nodes *nodes, const struct question *q,
		       uint64_t number);

/*
 * The flaw that keeps byline from computing the winner's hash; "" when it was computed. Not for a
 * vote without a winner.
 */
const char *block_vote_flaw(const struct block_vote *v);

/* Keeps the vote in the nodes' health. A broken header is shown by its fault. */
void block_vote_record(struct nodes *nodes, const struct block_vote *v);

/* Chooses the highest agreed block, else the one with the most support; NULL without a header. */
const struct block_vote *block_vote_choose(const struct block_vote *votes, size_t n);

#endif
