/* One question's answers made comparable and counted. Used by the reads only. */
#ifndef CLIENT_TALLY_H
#define CLIENT_TALLY_H

#include "client/anchor.h"
#include "client/question.h"
#include "client/vote.h"

/*
 * The comparable form of one node's answer.
 * Returns: STATUS_OK, ERR_REMOTE for an error that says nothing about the value (no vote), anything
 * else for a result that is not in form (differs from everything).
 */
typedef enum status tally_form(struct hash *out, const struct rpc_reply *reply, const void *arg);

struct tally {
	struct ballot ballots[LIMIT_NODES];
	struct verdict verdict;
};

/*
 * Counts the answers to `q` and keeps the result in the nodes' health as `method` at `block`.
 * With NULL as method nobody's standing changes: the answers may differ between honest nodes.
 * Returns: STATUS_OK when there is a winner, ERR_REMOTE with a node's words.
 */
MUST_CHECK enum status tally_count(struct nodes *nodes, struct tally *out, const struct question *q,
				   tally_form *form, const void *arg, const char *method,
				   uint64_t block, struct err *e);

/* How a figure read at an anchor is known, given the vote on it. */
enum trust tally_trust(const struct tally *t, const struct anchor *anchor);

/* The result of the winner. */
const struct json *tally_result(const struct tally *t, const struct question *q);

/* ERR_REMOTE with the first error that a node gave to `q`. */
enum status tally_refusal(const struct nodes *nodes, const struct question *q, struct err *e);

/*
 * The median of the quantities that nodes whose word counts answered to `q`. False when there is
 * none.
 */
bool tally_median(struct u256 *out, const struct nodes *nodes, const struct question *q);

/* A form for results that are hex text of any length: the hash of the bytes. `arg` unused. */
tally_form tally_bytes;

/* A form for quantities: the number. `arg` unused. */
tally_form tally_quantity;

#endif
