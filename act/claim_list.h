/* Lists the things that one claim of a payer may take. For act/claim.c. */
#ifndef ACT_CLAIM_LIST_H
#define ACT_CLAIM_LIST_H

#include "act/claim_item.h"

/*
 * Lists what the payer may owe: of a URD the one token, of any other payer the rows of the cache
 * that the choice names, or all but those in tokens that nobody asked for: anybody can make a token
 * and owe it, and a claim of it runs its code.
 * Out:     items, each with the name of its token; `unasked`
 * Returns: STATUS_OK; ERR_NOT_FOUND when nothing is known, with what to do.
 */
MUST_CHECK enum status list_claim_items(struct claim_items *c, struct err *e);

#endif
