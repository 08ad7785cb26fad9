/*
 * What byline signs on no network and for no profile: transactions that can be encoded
 * (chain/tx.h), but that no chain would execute or that more chains than one might.
 */
#ifndef WALLET_TX_POLICY_H
#define WALLET_TX_POLICY_H

#include "chain/tx.h"

/*
 * Judges a transaction that is about to be shown or signed as a real act.
 *
 * Refused are: no chain named (chain id 0), a gas limit above 2^64-1 (nodes count gas in 64 bits),
 * a tip above the highest price (EIP-1559), gas that may cost more than 2^256-1 units.
 *
 * Out:     gas_cost  the most that gas can cost, tx_fee_cap()
 * Returns: STATUS_OK, ERR_REFUSED.
 */
MUST_CHECK enum status tx_policy_check(struct wei *gas_cost, const struct tx *tx, struct err *e);

#endif
