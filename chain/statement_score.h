/*
 * One line of a score statement: the earnings of one dataset in one epoch, as a leaf of the
 * attested tree and as a line of the published document.
 */
#ifndef CHAIN_STATEMENT_SCORE_H
#define CHAIN_STATEMENT_SCORE_H

#include <stdint.h>

#include "base/json.h"
#include "base/status.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"

struct buf;

/* The score of one dataset in one epoch. */
struct score {
	struct address account;
	struct hash dataset;
	uint64_t inferences;
	struct u256 influence;
	struct tokens amount;
};

/* The leaf: keccak256(keccak256(abi.encode(account, dataset, inferences, influence, amount))). */
void statement_score_leaf(struct hash *out, const struct score *s);

/* The amount that the rule gives: floor(pool · influence / total). ERR_RANGE when total is 0. */
MUST_CHECK enum status statement_score_amount(struct tokens *out, const struct tokens *pool,
					      const struct u256 *influence,
					      const struct u256 *total);

/* Reads a line {"account","amount","dataset","inferences","influence"}. ERR_PARSE, ERR_RANGE. */
MUST_CHECK enum status statement_score_read(struct score *out, const struct json *object,
					    struct err *e);

/* Appends the canonical line with its LF. The buffer remembers a failure. */
void statement_score_write(struct buf *out, const struct score *s);

/*
 * A score with a proof that is not checked yet: only the caller knows the attested root `scores`.
 */
struct score_proof {
	uint64_t index; /* number of the line in the document, from 0 */
	struct score score;
	struct hash proof[LIMIT_MERKLE_DEPTH];
	size_t n_proof;
};

#endif
