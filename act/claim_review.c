/*
 * The facts of a claim. tell_claim() gives their order; each tell_…() adds the lines of one thing:
 * an item that is claimed, who is paid, times, and what is left out. Invariant: an amount is told
 * no better than the worst of the words that it rests on.
 */
#include "act/claim_review.h"

#include <stdio.h>
#include <string.h>

#include "act/act_private.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/clock.h"

/* More left out items than these are counted. */
#define LEFT_OUT_NAMED 3

/* "1.5 OPEN, 2 USDX": all items that are claimed. */
static void add_amounts_of(struct sentence *out, const struct claim_items *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct claim_item *item = &c->items[i];

		if (i > 0)
			sentence_add(out, ", ");
		if (item->finding.obstacle == PAYER_UNTOLD)
			sentence_add(out, "what the payer owes then");
		else
			sentence_add_amount(out, &item->amount.raw, item->token.symbol,
					    item->token.decimals, AMOUNT_PLACES);
	}
}

void name_claim(struct sentence *out, const struct claim_items *c, size_t n)
{
	sentence_add(out, "claim ");
	add_amounts_of(out, c, n);
}

/* A payer without a balance of its own has none to show. */
static void tell_funds(struct act *act, const struct claim_items *c, const struct claim_item *item)
{
	const bool proves = item->token.pinned != NULL && item->token.pinned->has_balance_slot;
	char text[AMOUNT_TEXT_SIZE];

	if (!payer_holds_tokens(c->payer->kind))
		return;
	amount_format(text, &item->funds.raw, item->token.decimals);
	/* Anybody can make a token of which the payer holds any number. */
	if (strlen(text) > CLAIM_AMOUNT_SHOWN)
		snprintf(text, sizeof(text), "more than can be shown of");
	act_tell(act, "Funded", item->funds_trust,
		 proves ? ""
		 : item->token.pinned != NULL
			 ? "not proven: the profile does not say where the token keeps balances"
			 : "not proven: the profile does not pin this token",
		 "yes: it holds %.60s %s", text, item->token.symbol);
}

/* The decimals of a token that is not pinned are what nodes agree on, and so are its amounts. */
static enum trust trust_of_amount(const struct claim_item *item)
{
	return item->token.pinned != NULL ? item->reading.trust
					  : trust_min(item->reading.trust, TRUST_AGREED);
}

/* A kind without views leaves nothing to show but that its trial run succeeded. */
static void tell_item(struct act *act, const struct claim_items *c, const struct claim_item *item)
{
	const struct payer_finding *f = &item->finding;
	const char *symbol = item->token.symbol;
	const bool folds = payer_kind(c->payer->kind)->fold != NULL;
	const enum trust trust = trust_of_amount(item);
	char text[AMOUNT_TEXT_SIZE];

	if (f->obstacle == PAYER_UNTOLD) {
		act_tell(act, "Entitled", TRUST_NONE,
			 "the trial run of this claim succeeded, which is all that is known",
			 "the payer does not tell");
		return;
	}
	amount_format_total(text, &f->entitled.raw, item->token.decimals);
	act_tell(act, f->has_claimed ? "Entitled so far" : "Not paid yet", trust,
		 folds ? "proof folds to the root in force" : "by the payer's own books",
		 "%.60s %s", text, symbol);
	if (f->has_claimed) {
		amount_format_total(text, &f->claimed.raw, item->token.decimals);
		act_tell(act, "Already claimed", trust, "", "%.60s %s", text, symbol);
	}
	if (!u256_is_zero(&item->on_its_way)) {
		amount_format(text, &item->on_its_way, item->token.decimals);
		act_tell(act, "On its way", TRUST_REPORTED, "an earlier claim, which comes first",
			 "%.60s %s", text, symbol);
	}
	tell_funds(act, c, item);
	if (item->token.pinned == NULL)
		act_tell(act, "Not pinned", TRUST_NONE,
			 "it may pay out another token, less a fee; claim status shows what came",
			 "%s", symbol);
}

/* Whether the money goes to the account itself, as far as the payer tells. */
static bool is_paid_itself(const struct claim_items *c)
{
	const struct address *to = &c->items[0].finding.paid_to;

	return address_is_zero(to) || address_equal(to, &c->account);
}

/* The money goes to whom the account named at the payer, perhaps long ago, perhaps not itself. */
static void tell_payee(struct act *act, const struct claim_items *c)
{
	const struct claim_item *first = &c->items[0];
	char address[ADDRESS_TEXT_SIZE];

	if (is_paid_itself(c))
		return;
	address_format(address, &first->finding.paid_to);
	act_tell(act, "Paid to", first->reading.trust, "not the account: it is set so at the payer",
		 "%s", address);
}

/* Times by which the review may be out of date, and those at which money arrives. */
static void tell_times(struct act *act, const struct claim_item *first)
{
	const struct payer_finding *f = &first->finding;
	char time[CLOCK_LOCAL_SIZE];

	clock_format_local(time, f->next_at);
	if (f->next_at != 0)
		act_tell(act, "New root pending", first->reading.trust,
			 "send before, or prepare anew after", "valid from %s", time);
	clock_format_local(time, f->ends);
	if (f->ends != 0)
		act_tell(act, "Ends", first->reading.trust, "nothing is paid after that", "%s",
			 time);
	clock_format_local(time, f->vests);
	if (f->vests != 0)
		act_tell(act, "Vests", first->reading.trust,
			 "the claim opens a stream, which is paid out bit by bit", "until %s",
			 f->vests == PAYER_VESTS_UNTOLD ? "a time that the payer does not tell"
							: time);
}

/* The remedy behind the semicolon has no room. An act with a fact that was cut is not signed. */
static int reason_length(const char *why)
{
	const int room = (int)sizeof((struct act_fact){0}.value) - 1 - 2 -
			 (int)sizeof((struct claim_token){0}.symbol);
	const int n = (int)strcspn(why, ";");

	return n < room ? n : room;
}

/* The account is owed more, which is not in this claim: each with the reason. */
static void tell_left_out(struct act *act, const struct claim_items *c, size_t n)
{
	size_t named = 0, left = 0;

	for (size_t i = n; i < c->n; i++) {
		const struct claim_item *item = &c->items[i];

		if ((item->finding.obstacle == PAYER_PAID && !payer_is_overpaid(&item->finding)) ||
		    item->finding.obstacle == PAYER_NOT_FOLDED ||
		    (item->later && c->choice->later != NULL))
			continue;
		if (named++ < LEFT_OUT_NAMED)
			act_tell(act, "Left out", item->reading.trust, "see: byline claims",
				 "%s: %.*s", item->token.symbol, reason_length(item->why),
				 item->why);
		else
			left++;
	}
	if (left > 0)
		act_tell(act, "Left out", TRUST_NONE, "see: byline claims", "%zu more", left);
	if (c->unasked > 0)
		act_tell(act, "Left out", TRUST_NONE,
			 "see: byline claims --all; ask for one by --token, or byline claim token",
			 "%zu in tokens that nobody asked for", c->unasked);
}

/* The sentence that is read first says neither "you" of another's money nor "now" of a stream. */
static void sum_up(struct act *act, const struct claim_items *c, size_t n)
{
	const struct payer_finding *f = &c->items[0].finding;
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, &f->paid_to);
	if (is_paid_itself(c))
		sentence_add(&act->summary, "You will receive ");
	else
		sentence_add(&act->summary, "%s, NOT the account, will receive ", address);
	add_amounts_of(&act->summary, c, n);
	if (f->vests != 0)
		sentence_add(&act->summary, " in a stream that opens now; nothing comes at once");
}

/* A sum of several tokens is none. */
static void add_items(struct act *act, const struct claim_items *c, size_t n)
{
	const struct claim_token *token = &c->items[0].token;
	struct act_sum sum = {.known = true, .token = token->address, .decimals = token->decimals};

	snprintf(sum.symbol, sizeof(sum.symbol), "%s", token->symbol);
	for (size_t i = 0; i < n; i++) {
		const struct claim_item *item = &c->items[i];

		if (item->token.pinned == NULL || item->finding.obstacle == PAYER_UNTOLD ||
		    !address_equal(&item->token.address, &sum.token) ||
		    u256_add(&sum.amount.raw, &sum.amount.raw, &item->amount.raw) != STATUS_OK)
			return;
	}
	act->sum = sum;
}

void tell_claim(struct act *act, const struct claim_items *c, size_t n)
{
	const struct claim_item *first = &c->items[0];
	const bool own = address_equal(&c->sender, &c->account);
	char text[AMOUNT_TEXT_SIZE];

	snprintf(act->title, sizeof(act->title), "CLAIM ROYALTIES");
	sum_up(act, c, n);
	add_items(act, c, n);
	for (size_t i = 0; i < n; i++)
		tell_item(act, c, &c->items[i]);
	tell_payee(act, c);
	snprintf(text, sizeof(text), ", the funds at block %llu",
		 (unsigned long long)first->funds_at.number);
	act_tell(act, "Read at", c->session->anchor.trust, "", "block %llu%s, %u of %zu nodes",
		 (unsigned long long)first->reading.at.number,
		 first->funds_at.number != 0 && first->funds_at.number != first->reading.at.number
			 ? text
			 : "",
		 (unsigned)__builtin_popcount(c->session->anchor.nodes), c->app->profile->n_nodes);
	if (!own)
		act_tell(act, "Gas paid by", TRUST_NONE,
			 "the tokens go to the account all the same", "another account");
	tell_times(act, first);
	tell_left_out(act, c, n);
}
