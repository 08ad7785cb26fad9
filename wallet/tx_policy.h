/*
 * Rules for transactions that hold on every network. They refuse transactions that can be encoded
 * (chain/tx.h), but that no chain would execute, or that more than one chain would.
 */
#ifndef WALLET_TX_POLICY_H
#define WALLET_TX_POLICY_H

#include "chain/tx.h"

/*
 * Checks a transaction that is about to be shown to a person or signed.
 *
 * Out:     gas_cost  the most that its gas can cost, by tx_fee_cap()
 * Returns: STATUS_OK; ERR_REFUSED for chain id 0 (valid on every chain), a gas limit above 2^64-1
 *          (nodes count gas in 64 bits) or below what the transaction takes before any code runs,
 *          the nonce 2^64-1 (EIP-2681), a tip above the highest price (EIP-1559), or gas that may
 *          cost more than 2^256-1 units, by itself or with the coins sent.
 */
MUST_CHECK enum status tx_policy_check(struct wei *gas_cost, const struct tx *tx, struct err *e);

#endif
