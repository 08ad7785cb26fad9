/*
 * Only values of the transaction itself are judged here. wallet/signer_policy.c compares them with
 * the network profile and the account.
 */
#include "wallet/tx_policy.h"

enum status tx_policy_check(struct wei *gas_cost, const struct tx *tx, struct err *e)
{
	uint64_t gas;

	if (tx->chain_id == 0)
		return err_set(e, ERR_REFUSED,
			       "the transaction names no chain, so anybody could repeat it on "
			       "every chain; prepare it again for one network");
	if (u256_to_u64(&gas, &tx->gas_limit) != STATUS_OK)
		return err_set(e, ERR_REFUSED,
			       "the gas limit is above 2^64-1, and no block has room for so much");
	if (tx->type == TX_DYNAMIC_FEE &&
	    u256_compare(&tx->max_priority_fee.raw, &tx->max_fee.raw) > 0)
		return err_set(e, ERR_REFUSED,
			       "the tip per gas is higher than the highest price per gas; every "
			       "node would refuse that");
	if (tx_fee_cap(gas_cost, tx) != STATUS_OK)
		return err_set(e, ERR_REFUSED,
			       "gas may cost more coins than a number of 256 bits can count");
	return STATUS_OK;
}
