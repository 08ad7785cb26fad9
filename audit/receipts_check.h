/*
 * Compares the payments of a distributor that the chain's events show with the amount that it says
 * it paid. Pure: the rows of the cache are arguments.
 *
 * A search for events proves what is there, never that nothing else is. But the distributor's slot
 * `claimed` is proven, and all payments must add up to it.
 */
#ifndef AUDIT_RECEIPTS_CHECK_H
#define AUDIT_RECEIPTS_CHECK_H

#include "audit/soundness.h"
#include "cache/figures.h"
#include "cache/received.h"

/* One distributor's payments of one token to one account. */
struct receipts_check {
	enum received_state state;
	size_t n;	   /* payments that count */
	struct tokens sum; /* their amounts */
	struct tokens off; /* the difference of the sum and the paid amount */
	enum trust trust;  /* the sum is known as well as its least known payment */
};

/*
 * Judges the payments among `n` rows of one account. A payment counts when k nodes know it, or when
 * it is known as well as the paid amount is.
 * In:      claimed  the paid amount with its payer and token; NULL when it is not known
 *          search   how far the chain was searched; NULL: not at all
 * Returns: STATUS_OK, ERR_RANGE when the payments do not add up within 256 bits.
 */
MUST_CHECK enum status check_receipts(struct receipts_check *out, const struct cache_received *rows,
				      size_t n, const struct cache_figure *claimed,
				      const struct cache_search *search);

#endif
