/* Chooses the things that one claim of a payer takes together. For act/claim_item.c. */
#ifndef ACT_CLAIM_CHOOSE_H
#define ACT_CLAIM_CHOOSE_H

#include "act/claim_item.h"

/*
 * Moves the items that go into one claim to the front, pinned tokens before others, each by
 * the largest amount first.
 * In:      `refusal` of each says whether it is paid
 * Out:     those that another claim has to take get `later`, and ERR_LIMIT with the reason; a leaf
 *          that one of the chosen pays too gets PAYER_PAID, since nothing is left for another claim
 * Returns: how many are chosen.
 */
size_t choose_claim_items(struct claim_items *c);

#endif
