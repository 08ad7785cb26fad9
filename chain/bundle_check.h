/* Whether a claim bundle tells the truth about the transaction in it. */
#ifndef CHAIN_BUNDLE_CHECK_H
#define CHAIN_BUNDLE_CHECK_H

#include "chain/bundle.h"

/*
 * Checks every field against the transaction's own bytes: chain, distributor = `to`, calldata =
 * claim(entitlement), proof folds to `root`, cumulative > claimed, value 0, expires > prepared.
 * The rest (from, claimed, block, trust, times, network) only the online machine knows.
 * Returns: STATUS_OK, ERR_MISMATCH with the field in the message, ERR_PROOF_MISMATCH.
 */
MUST_CHECK enum status bundle_check(const struct bundle *b, struct err *e);

#endif
