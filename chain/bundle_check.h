/* Whether a claim bundle tells the truth about the transaction in it. */
#ifndef CHAIN_BUNDLE_CHECK_H
#define CHAIN_BUNDLE_CHECK_H

#include "chain/bundle.h"

/*
 * Checks the fields against the transaction's own bytes: the chain, distributor = `to`, calldata =
 * claim(entitlement), the proof folds to `root`, cumulative > claimed, no coins, expires >
 * prepared. The other fields (from, claimed, block, trust, times, network) cannot be checked: only
 * the online machine knows them. A trust of disputed or unknown is refused.
 * Returns: STATUS_OK, ERR_MISMATCH with the field in the message, ERR_PROOF_MISMATCH, ERR_REFUSED.
 */
MUST_CHECK enum status bundle_check(const struct bundle *b, struct err *e);

#endif
