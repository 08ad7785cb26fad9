/*
 * Score statements: the scores that a datanet attested for one epoch, and the sums that anyone can
 * redo.
 *
 * The rule "epoch-net/1" divides the pool: amount = floor(pool · influence / Σ influence).
 */
#ifndef CHAIN_STATEMENT_H
#define CHAIN_STATEMENT_H

#include <stdint.h>

#include "base/json.h"
#include "base/status.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/statement_score.h"

struct buf;

/* The attested payload (EAS_STATEMENT_SCHEMA). */
struct statement {
	uint64_t epoch;
	uint64_t start, end; /* seconds since 1970 */
	struct address distributor, token;
	struct hash distribution; /* root of the distributor with this epoch in it */
	struct hash model;	  /* keccak256 of the model artifact */
	struct hash scores;	  /* root over the leaves */
	struct hash document;	  /* keccak256 of the document's lines */
	struct tokens pool;
	struct u256 influence; /* Σ of the leaves, in units of 1e-18 */
};
/*
 * Writes and reads the payload.
 * Returns: STATUS_OK; the writer ERR_MEMORY, ERR_LIMIT; the reader ERR_PARSE, ERR_RANGE.
 */
MUST_CHECK enum status statement_encode(struct buf *out, const struct statement *s);
MUST_CHECK enum status statement_decode(struct statement *out, const void *data, size_t len);

/*
 * A fault of a full document. The first one found is named, in the order document, order, tree,
 * influence, pool, amounts. The caller compares the epoch, times and contracts.
 */
enum statement_fault {
	STATEMENT_SOUND = 0,
	STATEMENT_WRONG_DOCUMENT,  /* the lines do not hash to `document` */
	STATEMENT_WRONG_ORDER,	   /* not ascending by (account, dataset), or one pair twice */
	STATEMENT_WRONG_TREE,	   /* the leaves do not build `scores` */
	STATEMENT_WRONG_INFLUENCE, /* Σ influence differs from the attested sum */
	STATEMENT_WRONG_AMOUNT,	   /* an amount is not the floor that the rule gives */
	STATEMENT_OVERSPENT,	   /* Σ amount exceeds the pool */
};

struct statement_finding {
	enum statement_fault fault;
	size_t index;	      /* number of the score, for WRONG_ORDER and WRONG_AMOUNT */
	struct u256 expected; /* the sum or amount that the rule gives; the pool for OVERSPENT */
	struct u256 found;
};

/*
 * Checks a whole statement against its `n` scores. An epoch without scores has the zero hash as
 * `scores` and the hash of no bytes as `document`; when no score is positive, nothing is paid.
 * Returns: STATUS_OK with `finding` filled in (sound or not), ERR_MEMORY.
 */
MUST_CHECK enum status statement_audit(struct statement_finding *finding,
				       const struct statement *st, const struct score *scores,
				       size_t n);

/* The fault in words: "an amount is not what the rule gives". Never NULL; static. */
const char *statement_fault_phrase(enum statement_fault f);

#endif
