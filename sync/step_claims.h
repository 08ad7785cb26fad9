/* The step of a sync that asks the datanet for the accounts' claims. */
#ifndef SYNC_STEP_CLAIMS_H
#define SYNC_STEP_CLAIMS_H

#include "sync/context.h"

/*
 * Asks for the claim of each account and stores what it makes claimable. A claim that folds to a
 * root that sync_figures() proved is as trusted as that root.
 * Returns: STATUS_OK; the first failure, ERR_PROOF_MISMATCH for a false claim.
 */
MUST_CHECK enum status sync_claims(struct sync_context *c, struct err *e);

#endif
