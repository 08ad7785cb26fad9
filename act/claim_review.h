/* The review of a claim that was prepared here: the facts beside the decoded transaction. */
#ifndef ACT_CLAIM_REVIEW_H
#define ACT_CLAIM_REVIEW_H

#include "act/claim_item.h"

/*
 * Adds to the act its summary, its confirmation and its facts.
 * In: `n` of the items, the first ones, are claimed; the others are named with the reason
 */
void tell_claim(struct act *act, const struct claim_items *c, size_t n);

/* "claim 1.5 OPEN, 2 USDX": the act's name in lists. */
void name_claim(struct sentence *out, const struct claim_items *c, size_t n);

#endif
