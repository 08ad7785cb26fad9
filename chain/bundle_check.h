/* Whether a claim bundle tells the truth about the transaction in it. */
#ifndef CHAIN_BUNDLE_CHECK_H
#define CHAIN_BUNDLE_CHECK_H

#include "chain/bundle.h"

/*
 * Checks the fields against the transaction's own bytes: the chain, the payer = `to`, calldata =
 * the claim of the parts, no token twice, no recipient but the account, expires > prepared. Then it
 * judges the parts by what the bundle says of the chain, as the payer's kind does, for the time
 * when the claim was prepared: each must be paid by it. A URD's proof must fold to `root`, and its
 * cumulative be above claimed. Coins go along only where the payer asks for a fee, and no more than
 * the fee and a margin. The other fields (from, claimed, words, block, trust, times, network)
 * cannot be checked: only the online machine knows them. A trust of disputed or unknown is refused.
 * In:      `d`  the payer as this machine's profile pins it; NULL when it does not, so that a
 *               claim from another payer than a URD is compared with its calldata alone
 * Returns: STATUS_OK, ERR_MISMATCH with the field in the message, ERR_PROOF_MISMATCH, ERR_REFUSED.
 */
MUST_CHECK enum status bundle_check(const struct bundle *b, const struct profile_distributor *d,
				    struct err *e);

/*
 * Judges part `i` by the words in the bundle.
 * Returns: STATUS_OK, ERR_MISMATCH when its words are not those that the kind asks for.
 */
MUST_CHECK enum status bundle_check_judge(struct payer_finding *out, const struct bundle *b,
					  const struct profile_distributor *d, size_t i,
					  struct err *e);

/*
 * Finds the account that a checked bundle pays, where its words and not its calldata say so: an
 * account may have told the payer before whom to pay. Returns whether `out` was set.
 */
bool bundle_check_payee(struct address *out, const struct bundle *b,
			const struct profile_distributor *d);

#endif
