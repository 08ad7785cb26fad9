/* The review of a claim's bundle on the machine that signs it without a network. */
#ifndef ACT_BUNDLE_REVIEW_H
#define ACT_BUNDLE_REVIEW_H

#include "act/act.h"
#include "app/app.h"

/*
 * The payer of a bundle as the chosen network's profile pins it; NULL when no profile of its chain
 * is chosen, or it pins no such payer of the bundle's kind.
 */
const struct profile_distributor *find_bundle_payer(const struct app *app, const struct bundle *b);

/*
 * Adds to the act what its bundle says and this machine cannot check, each marked as told by the
 * online machine, and the word that confirms the act.
 */
void tell_bundle(struct act *act, const struct app *app);

#endif
