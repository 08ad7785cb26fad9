/* Answers to one question, made comparable and counted. For the sources that read figures. */
#ifndef CLIENT_TALLY_H
#define CLIENT_TALLY_H

#include "client/anchor.h"
#include "client/question.h"
#include "client/vote.h"

/*
 * Makes the comparable form of one node's answer: equal answers give equal hashes.
 * Returns: STATUS_OK; ERR_REMOTE for an error or null, which say nothing about the value, so that
 *          the node has no vote; another status for a result that cannot be read, which differs
 *          from every other answer.
 */
typedef enum status tally_form(struct hash *out, const struct rpc_reply *reply, const void *arg);

struct tally {
	struct ballot ballots[LIMIT_NODES];
	struct verdict verdict;
};

/*
 * Counts the answers to `q` in their `form`, to which `arg` goes, and keeps the result in the
 * nodes' health. Disputes name `method` and `block`. With NULL as method nobody's health changes,
 * because honest nodes may differ.
 * Returns: STATUS_OK when there is a winner, ERR_REMOTE with a node's words when there is none.
 */
MUST_CHECK enum status tally_count(struct nodes *nodes, struct tally *out, const struct question *q,
				   tally_form *form, const void *arg, const char *method,
				   uint64_t block, struct err *e);

/* How a figure is known: as well as the vote on it and the anchor, whichever is worse. */
enum trust tally_trust(const struct tally *t, const struct anchor *anchor);

/* The winner's result. */
const struct json *tally_result(const struct tally *t, const struct question *q);

/* ERR_REMOTE with the first error that a node answered to `q`. */
enum status tally_refusal(const struct nodes *nodes, const struct question *q, struct err *e);

/* Finds the median of the numbers that trusted nodes answered to `q`. False when there is none. */
bool tally_median(struct u256 *out, const struct nodes *nodes, const struct question *q);

/* A form for bytes in hex of any length: their hash. `arg` is not used. */
tally_form tally_bytes;

/* A form for numbers: the number. `arg` is not used. */
tally_form tally_quantity;

#endif
