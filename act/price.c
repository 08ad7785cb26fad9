/*
 * Read choose_gas(), price_act() and require_funds(), which complete_act() calls in this order. The
 * fees of a rollup depend on the length of the finished transaction, so that they are asked for
 * last. Invariant: act->fee_cap is everything that the act can cost beside the coins it sends, and
 * the funds, the profile's cap and "send all" go by it alone.
 */
#include "act/price.h"

#include <stdio.h>

#include "act/act_private.h"
#include "app/state.h"
#include "client/call.h"
#include "client/chainstate.h"
#include "client/estimates.h"
#include "client/fees.h"
#include "client/fees_rollup.h"

static enum status choose_prices(struct session *session, struct tx *tx, struct err *e)
{
	struct fee_reading fees;
	enum status s = fees_read(session->nodes, &fees, &session->anchor, e);

	if (s != STATUS_OK)
		return s;
	tx->type = fees.dynamic ? TX_DYNAMIC_FEE : TX_LEGACY;
	if (fees.dynamic) {
		tx->max_fee = fees.max_fee;
		tx->max_priority_fee = fees.priority;
	} else {
		tx->gas_price = fees.max_fee;
	}
	return STATUS_OK;
}

/*
 * A fifth more than estimated, since state may move between the estimate and the block, but no more
 * than one transaction may have. Since Amsterdam lets a transfer take less than the 21000 that the
 * signer asks for (wallet/tx_policy.h), no limit is lower.
 */
static uint64_t with_spare(uint64_t gas, const struct header *block)
{
	const struct estimate_range range = estimates_range(block);
	uint64_t all = gas + gas / 5, floor = ESTIMATES_GAS_OF_TRANSFER;

	all = all < gas || all > range.most ? range.most : all;
	return all < floor ? floor : all;
}

enum status choose_gas(struct session *session, struct act *act, struct err *e)
{
	uint64_t gas = 0;
	enum status s = choose_prices(session, &act->tx, e);

	if (s == STATUS_OK)
		s = call_estimate_gas(session->nodes, &gas, &session->anchor, &act->tx, &act->from,
				      e);
	if (s == STATUS_OK)
		act->tx.gas_limit = u256_from_u64(with_spare(gas, &session->anchor.header));
	return s;
}

enum status price_act(struct app *app, struct session *session, struct act *act, struct err *e)
{
	enum status s = describe_act(app, act, e);

	if (s == STATUS_OK)
		s = fees_rollup_read(session->nodes, &act->rollup, &session->anchor, &act->tx, e);
	if (s != STATUS_OK)
		return s;
	if (rollup_fee_most(&act->rollup_most, &act->rollup) != STATUS_OK ||
	    u256_add(&act->fee_cap.raw, &act->fee_cap.raw, &act->rollup_most.raw) != STATUS_OK)
		return err_set(e, ERR_ANSWER, "the network asks for a fee that no chain has");
	return STATUS_OK;
}

static enum status refuse_cap(const struct profile *p, const struct wei *most, struct err *e)
{
	char need[AMOUNT_TEXT_SIZE], cap[AMOUNT_TEXT_SIZE];

	amount_format_exact(need, &most->raw, p->native_decimals);
	amount_format_exact(cap, &p->fee_cap.raw, p->native_decimals);
	return err_set(e, ERR_REFUSED,
		       "the fees may be %s %s, more than the cap of %s; see fee_cap_wei in the "
		       "profile",
		       need, p->native_symbol, cap);
}

/* The message names the sum that is missing, which is what the user has to bring. */
static enum status refuse_funds(const struct profile *p, const struct act *act,
				const struct u256 *has, const struct u256 *need, struct err *e)
{
	char need_text[AMOUNT_TEXT_SIZE], has_text[AMOUNT_TEXT_SIZE], lacks_text[AMOUNT_TEXT_SIZE];
	struct u256 lacks;

	if (u256_sub(&lacks, need, has) != STATUS_OK)
		lacks = u256_from_u64(0);
	amount_format_exact(need_text, need, p->native_decimals);
	amount_format_exact(has_text, has, p->native_decimals);
	amount_format_exact(lacks_text, &lacks, p->native_decimals);
	return err_set(e, ERR_FUNDS,
		       "%s: the account has %s %s and may need %s, so that %s %s are missing; fund "
		       "it%s",
		       u256_compare(has, &act->fee_cap.raw) < 0
			       ? "no gas"
			       : "too little for the sum and its fees",
		       has_text, p->native_symbol, need_text, lacks_text, p->native_symbol,
		       act->kind == ACT_CLAIM ? ", or claim with --payer" : "");
}

/* The fee cap is the most that the fees can be, so an account that passes can pay in any case. */
enum status require_funds(struct app *app, struct session *session, const struct act *act,
			  struct err *e)
{
	const struct profile *p = app->profile;
	struct account account;
	struct u256 need;
	enum trust trust;
	enum status s;

	if (u256_compare(&act->fee_cap.raw, &p->fee_cap.raw) > 0)
		return refuse_cap(p, &act->fee_cap, e);
	s = chainstate_account(session->nodes, &account, &trust, NULL, &session->anchor, &act->from,
			       e);
	if (s != STATUS_OK)
		return s;
	if (u256_add(&need, &act->fee_cap.raw, &act->tx.value.raw) != STATUS_OK)
		return err_set(e, ERR_FUNDS, "the sum and its fees do not fit 256 bits");
	return u256_compare(&account.balance, &need) < 0
		       ? refuse_funds(p, act, &account.balance, &need, e)
		       : STATUS_OK;
}

static void tell_fee(const struct profile *p, struct act *act, const char *label, enum trust trust,
		     const char *note, const struct wei *fee)
{
	char text[AMOUNT_TEXT_SIZE];

	amount_format_exact(text, &fee->raw, p->native_decimals);
	act_tell(act, label, trust, note, "%.60s %s", text, p->native_symbol);
}

void tell_rollup_fees(struct app *app, struct act *act)
{
	const struct rollup_fee *fee = &act->rollup;

	if (!fee->charged)
		return;
	tell_fee(app->profile, act, "L1 data fee", fee->trust,
		 "beside gas; twice this is set aside, since Ethereum's price moves", &fee->l1);
	if (!u256_is_zero(&fee->operator.raw))
		tell_fee(app->profile, act, "Operator fee at most", fee->trust, "beside gas",
			 &fee->operator);
	tell_fee(app->profile, act, "All fees at most", fee->trust, "", &act->fee_cap);
}

void take_stored_cap(struct app *app, struct act *act, const struct wei *fee_cap)
{
	struct u256 rest;

	if (u256_sub(&rest, &fee_cap->raw, &act->fee_cap.raw) != STATUS_OK || u256_is_zero(&rest))
		return;
	act->rollup_most.raw = rest;
	act->fee_cap = *fee_cap;
	tell_fee(app->profile, act, "Network's fees at most", TRUST_NONE,
		 "beside gas, as prepared: data on Ethereum, and the operator", &act->rollup_most);
}
