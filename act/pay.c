#include "act/pay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "act/claim.h"
#include "act/claim_rows.h"
#include "act/complete.h"
#include "app/pinned.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "chain/erc20.h"

/* The token named by symbol or address, or NULL for the native coin. */
/* Symbols are those of the profile: a name from the chain could be anybody's. */
static enum status find_token(const struct profile *p, const struct profile_token **out,
			      const char *name, struct err *e)
{
	struct address address;
	bool is_address = address_parse(&address, name, strlen(name)) == STATUS_OK;

	*out = NULL;
	if (strcmp(name, p->native_symbol) == 0)
		return STATUS_OK;
	for (size_t i = 0; i < p->n_tokens; i++) {
		if (strcmp(p->tokens[i].symbol, name) == 0 ||
		    (is_address && address_equal(&p->tokens[i].contract.address, &address))) {
			*out = &p->tokens[i];
			return STATUS_OK;
		}
	}
	return err_set(e, ERR_NOT_FOUND, "the profile of %s pins no token \"%.32s\"", p->title,
		       name);
}

static enum status take_amount(struct u256 *out, const char *text, const char *token,
			       unsigned decimals, struct err *e)
{
	if (amount_parse(out, text, strlen(text), decimals) == STATUS_OK && !u256_is_zero(out))
		return STATUS_OK;
	return err_set(e, ERR_PARSE,
		       "\"%.40s\" is not an amount of %.16s: digits with a point, more than zero, "
		       "%u decimals at most",
		       text, token, decimals);
}

/* Coins travel as the value of the transaction; tokens as a call of their contract. */
static enum status fill_transfer(struct act *act, const struct profile_token *token,
				 const struct u256 *amount, const struct address *to)
{
	struct tokens tokens = {*amount};

	if (token == NULL) {
		act->tx.to = *to;
		act->tx.value.raw = *amount;
		return STATUS_OK;
	}
	act->tx.to = token->contract.address;
	return erc20_transfer_calldata(&act->tx.data, to, &tokens);
}

/*
 * A token is paid with only after its contract was found to be the pinned one: under another code
 * the same call could do anything.
 */
enum status prepare_send(struct app *app, struct task *task, struct act **out,
			 const char *token_name, const char *amount_text, const struct address *to,
			 struct err *e)
{
	const struct profile *p;
	const struct profile_token *token = NULL;
	struct session *session;
	struct address from;
	struct u256 amount;
	struct act *act;
	enum trust code;
	struct sentence what = {.n = 0};
	enum status s = require_writable(app, "prepare a transfer", e);

	*out = NULL;
	if (s == STATUS_OK)
		s = require_profile(app, &p, e);
	if (s == STATUS_OK)
		s = shown_account(app, &from, e);
	if (s == STATUS_OK)
		s = find_token(p, &token, token_name, e);
	if (s == STATUS_OK)
		s = take_amount(&amount, amount_text, token_name,
				token != NULL ? token->decimals : p->native_decimals, e);
	if (s == STATUS_OK)
		s = session_anchor(app, task, &session, e);
	if (s == STATUS_OK && token != NULL)
		s = check_token(session, &code, token, e);
	if (s != STATUS_OK)
		return s;
	act = new_act(ACT_SEND, &from);
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	sentence_add(&what, "send ");
	sentence_add_amount(&what, &amount, token != NULL ? token->symbol : p->native_symbol,
			    token != NULL ? token->decimals : p->native_decimals, VALUE_EXACT);
	sentence_add(&act->summary, "You will ");
	sentence_add_sentence(&act->summary, &what);
	act_set_word(act, "SEND", "SEND");
	s = fill_transfer(act, token, &amount, to);
	if (s == STATUS_OK)
		s = complete_act(app, session, act, &what, false, e);
	return act_hand_over(out, act, s);
}
