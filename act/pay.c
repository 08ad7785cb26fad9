#include "act/pay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "act/balances.h"
#include "act/claim.h"
#include "act/claim_rows.h"
#include "act/complete.h"
#include "act/price.h"
#include "app/pinned.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "chain/erc20.h"

/* A transfer that is being prepared. */
struct transfer_plan {
	const struct profile *profile;
	const struct profile_token *token; /* NULL: the chain's coin */
	const char *symbol;
	unsigned decimals;
	struct address from, to;
	bool all; /* everything that the account has, less the gas when it is coins */
	struct u256 amount;
};

/*
 * Finds the token by symbol, in any case, or address; NULL for the native coin. Symbols are those
 * of the profile: a name from the chain could be anybody's.
 */
static enum status find_token(struct transfer_plan *plan, const char *name, struct err *e)
{
	const struct profile *p = plan->profile;
	struct address address;
	bool is_address = address_parse(&address, name, strlen(name)) == STATUS_OK;

	plan->symbol = p->native_symbol;
	plan->decimals = p->native_decimals;
	/* A token that is called like the coin is meant by its address. */
	if (strcasecmp(name, p->native_symbol) == 0)
		return STATUS_OK;
	for (size_t i = 0; i < p->n_tokens; i++) {
		bool named = strcasecmp(p->tokens[i].symbol, name) == 0;

		if (named && plan->token != NULL)
			return err_set(
				e, ERR_USAGE,
				"the profile of %s has more than one token \"%.32s\"; give its "
				"address",
				p->title, name);
		if (named ||
		    (is_address && address_equal(&p->tokens[i].contract.address, &address))) {
			plan->token = &p->tokens[i];
			plan->symbol = plan->token->symbol;
			plan->decimals = plan->token->decimals;
		}
	}
	if (plan->token != NULL)
		return STATUS_OK;
	return err_set(e, ERR_NOT_FOUND, "the profile of %s pins no token \"%.32s\"", p->title,
		       name);
}

static enum status take_amount(struct transfer_plan *plan, const char *text, struct err *e)
{
	plan->all = strcasecmp(text, "all") == 0;
	if (plan->all ||
	    (amount_parse(&plan->amount, text, strlen(text), plan->decimals) == STATUS_OK &&
	     !u256_is_zero(&plan->amount)))
		return STATUS_OK;
	return err_set(e, ERR_PARSE,
		       "\"%.40s\" is not an amount of %.16s: digits with a point, more than zero, "
		       "%u decimals at most, or \"all\"",
		       text, plan->symbol, plan->decimals);
}

/* Reads how much of the token the account has. Coins are found by fill_all_coins(). */
static enum status take_whole_balance(struct transfer_plan *plan, struct session *session,
				      struct err *e)
{
	struct slot_value held;
	enum status s = read_balances(session, &held, plan->token, &plan->from, 1, e);

	plan->amount = held.value;
	if (s == STATUS_OK && u256_is_zero(&held.value))
		s = err_set(e, ERR_FUNDS, "the account has no %s", plan->symbol);
	return s;
}

/* Coins travel as the value of the transaction; tokens as a call of their contract. */
static enum status fill_transfer(struct act *act, const struct transfer_plan *plan)
{
	struct tokens tokens = {plan->amount};

	if (plan->token == NULL) {
		act->tx.to = plan->to;
		act->tx.value.raw = plan->amount;
		return STATUS_OK;
	}
	act->tx.to = plan->token->contract.address;
	return erc20_transfer_calldata(&act->tx.data, &plan->to, &tokens);
}

/*
 * Finds out what is left of all coins once the most that gas and fees may cost is put aside. The
 * first trial sends one unit, since a coin that comes to a fresh account may cost more gas than
 * none. A rollup charges for the length, so that the fees are asked for once more with the sum.
 */
static enum status fill_all_coins(struct app *app, struct session *session,
				  struct transfer_plan *plan, struct act *act, struct err *e)
{
	const struct sentence what = {.n = 0};
	struct account account;
	enum trust trust;
	enum status s;

	act->tx.to = plan->to;
	act->tx.value.raw = u256_from_u64(1);
	s = complete_act(app, session, act, &what, false, e);
	if (s == STATUS_OK)
		s = chainstate_account(session->nodes, &account, &trust, NULL, &session->anchor,
				       &plan->from, e);
	for (int i = 0; i < 2 && s == STATUS_OK; i++) {
		if (u256_sub(&plan->amount, &account.balance, &act->fee_cap.raw) != STATUS_OK ||
		    u256_is_zero(&plan->amount))
			return err_set(e, ERR_FUNDS,
				       "the account has no more %s than gas and fees may cost",
				       plan->symbol);
		act->tx.value.raw = plan->amount;
		if (i == 0 && act->rollup.charged)
			s = price_act(app, session, act, e);
	}
	act->n_facts = 0;
	return s;
}

static enum status make_plan(struct app *app, struct transfer_plan *plan, const char *token,
			     const char *amount, struct err *e)
{
	enum status s = require_profile(app, &plan->profile, e);

	if (s == STATUS_OK)
		s = shown_account(app, &plan->from, e);
	if (s == STATUS_OK)
		s = find_token(plan, token, e);
	return s == STATUS_OK ? take_amount(plan, amount, e) : s;
}

static enum status make_act(struct app *app, struct session *session, struct transfer_plan *plan,
			    struct act *act, struct err *e)
{
	struct sentence what = {.n = 0};
	enum status s = STATUS_OK;

	if (plan->all && plan->token == NULL)
		s = fill_all_coins(app, session, plan, act, e);
	else if (plan->all)
		s = take_whole_balance(plan, session, e);
	if (s != STATUS_OK)
		return s;
	sentence_add(&what, "send ");
	sentence_add_amount(&what, &plan->amount, plan->symbol, plan->decimals, VALUE_EXACT);
	sentence_add(&act->summary, "You will ");
	sentence_add_sentence(&act->summary, &what);
	snprintf(act->title, sizeof(act->title), "SEND");
	s = fill_transfer(act, plan);
	return s == STATUS_OK ? complete_act(app, session, act, &what, false, e) : s;
}

/*
 * A token is paid with only after its contract was found to be the pinned one: under another code
 * the same call could do anything.
 */
enum status prepare_send(struct app *app, struct task *task, struct act **out,
			 const char *token_name, const char *amount_text, const struct address *to,
			 struct err *e)
{
	struct transfer_plan plan = {.to = *to};
	struct session *session;
	struct act *act;
	enum trust code;
	enum status s = require_writable(app, "prepare a transfer", e);

	*out = NULL;
	if (s == STATUS_OK)
		s = make_plan(app, &plan, token_name, amount_text, e);
	if (s == STATUS_OK)
		s = session_anchor(app, task, &session, e);
	if (s == STATUS_OK && plan.token != NULL)
		s = check_token(session, &code, plan.token, e);
	if (s != STATUS_OK)
		return s;
	act = new_act(app, ACT_SEND, &plan.from);
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	return act_hand_over(out, act, make_act(app, session, &plan, act, e));
}
