/* Judging claims that are brought, before they are stored. */
#ifndef SYNC_BROUGHT_ROWS_H
#define SYNC_BROUGHT_ROWS_H

#include "sync/bringing.h"

/*
 * Decides whether a claim belongs to its payer at all: what only keeps it from paying now is none
 * of this.
 * In:      f  of the row, by payer_judge()
 * Returns: STATUS_OK; ERR_PROOF_MISMATCH when the contract has another root, with both;
 *          ERR_NOT_AGREED when it does not tell its root; ERR_RANGE for an amount that it cannot
 *          keep; ERR_EXPIRED; ERR_MISMATCH for other code than the pinned one.
 */
MUST_CHECK enum status check_brought(const struct cache_due *row, const struct payer_finding *f,
				     struct err *e);

/*
 * Whether a row that the user named, and which has no leaf, is worth keeping: of a pod the owner's,
 * of a vault those of accounts that get something from it.
 */
bool is_brought_row(enum distributor_kind kind, const struct payer_finding *f);

/*
 * Reads the words and the funds of all rows, judges the rows and makes out->claims and out->funds
 * of them. Named rows that are nobody's are dropped. A proof_reading of struct bringing.
 */
MUST_CHECK enum status judge_brought(struct session *session, void *bringing, struct err *e);

#endif
