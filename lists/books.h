/*
 * The books of the accounts: what they earned, and what distributors paid of that, as entries in
 * one order. Money that came from elsewhere is in no book of earnings.
 */
#ifndef LISTS_BOOKS_H
#define LISTS_BOOKS_H

#include "app/snapshot.h"
#include "base/err.h"

/* An entry is either an accrual (`score` and `epoch` are set) or a payment. */
struct book_entry {
	struct snapshot_owner of;
	int64_t time; /* the statement's attestation, or the payment's block; 0: not known */
	const struct snapshot_epoch *epoch;
	const struct snapshot_score *score;	 /* an own leaf of the epoch */
	const struct snapshot_received *payment; /* NULL for an accrual */
	const struct address *token;
	/* Sums of all entries up to this one of the same account, token and network. */
	struct tokens accrued, received;
	bool summed; /* they fit 256 bits */
};

/*
 * Makes the entries, oldest first; those of unknown time come last.
 * Out:     allocated, freed with free(); it points into the snapshot, which must outlive it
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status make_books(struct book_entry **out, size_t *n, const struct snapshot *s,
				  struct err *e);

#endif
