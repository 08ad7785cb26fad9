/*
 * Only values of the transaction itself are judged here. wallet/signer_policy.c compares them with
 * the network profile and the account.
 */
#include "wallet/tx_policy.h"

/*
 * The gas that a transaction takes before any code of it runs (yellow paper, EIP-2028, EIP-2930).
 * Floors that came later are higher still, and not on every chain.
 */
#define GAS_TX		   21000
#define GAS_CREATION	   32000
#define GAS_ZERO_BYTE	   4
#define GAS_OTHER_BYTE	   16
#define GAS_ACCESS_ADDRESS 2400
#define GAS_ACCESS_KEY	   1900

/* At most 2^17 bytes and as many keys: the sum fits. */
static uint64_t least_gas(const struct tx *tx)
{
	uint64_t gas = GAS_TX + (tx->creates ? GAS_CREATION : 0);

	for (size_t i = 0; i < tx->data.len; i++)
		gas += tx->data.data[i] == 0 ? GAS_ZERO_BYTE : GAS_OTHER_BYTE;
	for (size_t i = 0; i < tx->n_access; i++)
		gas += GAS_ACCESS_ADDRESS + GAS_ACCESS_KEY * tx->access[i].n_keys;
	return gas;
}

enum status tx_policy_check(struct wei *gas_cost, const struct tx *tx, struct err *e)
{
	struct u256 all;
	uint64_t gas;

	if (tx->chain_id == 0)
		return err_set(e, ERR_REFUSED,
			       "the transaction names no chain, so anybody could repeat it on "
			       "every chain; prepare it again for one network");
	if (u256_to_u64(&gas, &tx->gas_limit) != STATUS_OK)
		return err_set(e, ERR_REFUSED,
			       "the gas limit is above 2^64-1, and no block has room for so much");
	if (gas < least_gas(tx))
		return err_set(
			e, ERR_REFUSED,
			"the gas limit is %llu, and this transaction takes at least %llu; no "
			"block would take it",
			(unsigned long long)gas, (unsigned long long)least_gas(tx));
	if (tx->nonce == UINT64_MAX)
		return err_set(
			e, ERR_REFUSED,
			"the nonce is 2^64-1, which no chain accepts (EIP-2681), since there "
			"is none after it");
	if (tx->type == TX_DYNAMIC_FEE &&
	    u256_compare(&tx->max_priority_fee.raw, &tx->max_fee.raw) > 0)
		return err_set(e, ERR_REFUSED,
			       "the tip per gas is higher than the highest price per gas; every "
			       "node would refuse that");
	if (tx_fee_cap(gas_cost, tx) != STATUS_OK)
		return err_set(e, ERR_REFUSED,
			       "gas may cost more coins than a number of 256 bits can count");
	if (u256_add(&all, &gas_cost->raw, &tx->value.raw) != STATUS_OK)
		return err_set(e, ERR_REFUSED,
			       "the coins sent and the gas together are more than a number of 256 "
			       "bits can count");
	return STATUS_OK;
}
