#include "sync/claim_cost.h"

#include "app/state.h"
#include "client/call.h"
#include "client/fees.h"
#include "client/fees_rollup.h"

/*
 * Adds to `cost` what a rollup takes beside gas. Whether the chain is one is found out by whole
 * syncs, so that small ones on other chains have nothing to ask.
 */
static enum status add_rollup_fees(struct sync_context *c, struct u256 *cost, const struct tx *tx)
{
	const struct anchor *anchor = &c->session->anchor;
	struct rollup_fee fee;
	enum status s;

	if (c->extent != EXTENT_WHOLE && !c->app->network->rollup)
		return STATUS_OK;
	s = fees_rollup_read(c->session->nodes, &fee, anchor, tx, NULL);
	if (s != STATUS_OK)
		return s;
	c->app->network->rollup = fee.charged;
	s = u256_add(cost, cost, &fee.l1.raw);
	return s == STATUS_OK ? u256_add(cost, cost, &fee.operator.raw) : s;
}

bool estimate_claim_cost(struct sync_context *c, struct u256 *cost, struct tx *tx,
			 const struct address *from)
{
	const struct anchor *anchor = &c->session->anchor;
	struct fee_reading fees;
	struct u256 gas_price;
	uint64_t gas;

	tx->type = TX_DYNAMIC_FEE;
	tx->chain_id = c->app->profile->chain_id;
	if (call_estimate_gas(c->session->nodes, &gas, anchor, tx, from, NULL) != STATUS_OK ||
	    fees_read(c->session->nodes, &fees, anchor, NULL) != STATUS_OK ||
	    u256_add(&gas_price, &fees.base_fee.raw, &fees.priority.raw) != STATUS_OK)
		return false;
	tx->gas_limit = u256_from_u64(gas);
	tx->max_fee = fees.max_fee;
	tx->max_priority_fee = fees.priority;
	return u256_mul(cost, &tx->gas_limit, &gas_price) == STATUS_OK &&
	       add_rollup_fees(c, cost, tx) == STATUS_OK;
}
