/* Listing what a payer may owe, before any of it is read from the chain. */
#ifndef ACT_CLAIM_LIST_H
#define ACT_CLAIM_LIST_H

#include "act/claim_item.h"

/*
 * Lists what the payer may owe: of a URD the one token, of any other payer the rows of the cache
 * that the choice names, or all of them but those of tokens that nobody asked for.
 * Returns: STATUS_OK; ERR_NOT_FOUND when nothing is known, with what to do.
 */
MUST_CHECK enum status list_claim_items(struct claim_items *c, struct err *e);

#endif
