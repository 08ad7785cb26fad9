/*
 * The review of a bundle on the machine that signs it without a network. tell_bundle() writes the
 * sentence, then a line for each thing that the file says: judge_part() has the payer's kind judge
 * by the words in the file. Invariant: what only the online machine can know is shown as its word.
 */
#include "act/bundle_review.h"

#include <stdio.h>

#include "act/act_private.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/hex.h"
#include "chain/bundle_check.h"

static const char told[] = "told by the online machine";

const struct profile_distributor *find_bundle_payer(const struct app *app, const struct bundle *b)
{
	const struct profile *p = app->profile;
	const struct profile_distributor *d = p != NULL && p->chain_id == b->chain_id
						      ? profile_distributor(p, &b->distributor)
						      : NULL;

	return d != NULL && d->kind == b->kind ? d : NULL;
}

static const struct profile_token *token_of(const struct app *app, const struct bundle *b,
					    size_t part)
{
	return app->profile != NULL && app->profile->chain_id == b->chain_id
		       ? profile_token(app->profile, &b->parts[part].entitlement.token)
		       : NULL;
}

/* A payer that this machine does not know is judged by nothing. */
static void judge_part(struct payer_finding *out, const struct bundle *b,
		       const struct profile_distributor *d, size_t part)
{
	const struct entitlement *en = &b->parts[part].entitlement;

	*out = (struct payer_finding){.obstacle = PAYER_UNTOLD};
	if (b->kind != DISTRIBUTOR_URD) {
		if (d == NULL || bundle_check_judge(out, b, d, part, NULL) != STATUS_OK)
			*out = (struct payer_finding){.obstacle = PAYER_UNTOLD};
		return;
	}
	out->entitled = en->cumulative;
	out->has_claimed = true;
	out->claimed = b->claimed;
	out->root = b->root;
	out->paid_to = en->account;
	if (u256_sub(&out->amount.raw, &en->cumulative.raw, &b->claimed.raw) == STATUS_OK)
		out->obstacle = PAYER_FREE;
}

/* "1.5 OPEN, 2 USDX": all parts of the claim, each with its own token. */
static void add_amounts(struct act *act, const struct app *app, const struct profile_distributor *d,
			bool *unverified)
{
	const struct bundle *b = &act->bundle;

	for (size_t i = 0; i < b->n_parts; i++) {
		const struct profile_token *token = token_of(app, b, i);
		struct payer_finding f;

		judge_part(&f, b, d, i);
		if (i > 0)
			sentence_add(&act->summary, ", ");
		if (f.obstacle == PAYER_UNTOLD)
			sentence_add(&act->summary, "what the payer owes then");
		else
			sentence_add_amount(&act->summary, &f.amount.raw,
					    token != NULL ? token->symbol : "units",
					    token != NULL ? token->decimals : 0, AMOUNT_PLACES);
		*unverified = *unverified || token == NULL;
	}
}

/*
 * A leaf is in the transaction, and this machine folds it, if it knows the payer. A payer without
 * leaves has its books alone, by the word of the online machine.
 */
static void tell_entitled(struct act *act, const struct payer_finding *f, const char *amount,
			  const char *symbol)
{
	const bool folds = payer_kind(act->bundle.kind)->fold != NULL;

	if (folds)
		act_tell(act, "Entitled so far", TRUST_NONE,
			 hash_is_zero(&f->root) ? "in the transaction; under a root not known here"
						: "in the transaction; folds to the root below",
			 "%.60s %s", amount, symbol);
	else if (f->obstacle == PAYER_UNTOLD)
		act_tell(act, "Entitled", TRUST_NONE,
			 "the online machine tried the claim, and nothing else is known",
			 "the payer does not tell");
	else
		act_tell(act, f->has_claimed ? "Entitled so far" : "Not paid yet", TRUST_REPORTED,
			 told, "%.60s %s", amount, symbol);
}

/* No machine without a network can know how much was paid before. */
static void tell_part(struct act *act, const struct app *app, const struct profile_distributor *d,
		      size_t part)
{
	const struct bundle *b = &act->bundle;
	const struct profile_token *token = token_of(app, b, part);
	const unsigned decimals = token != NULL ? token->decimals : 0;
	const char *symbol = token != NULL ? token->symbol : "units";
	char text[AMOUNT_TEXT_SIZE];
	struct payer_finding f;

	judge_part(&f, b, d, part);
	amount_format_total(text,
			    payer_kind(b->kind)->fold != NULL
				    ? &b->parts[part].entitlement.cumulative.raw
				    : &f.entitled.raw,
			    decimals);
	tell_entitled(act, &f, text, b->n_parts > 1 ? symbol : "");
	amount_format_total(text, &f.claimed.raw, decimals);
	if (f.has_claimed)
		act_tell(act, "Already claimed", TRUST_REPORTED, told, "%.60s", text);
}

/* A recipient is set at the payer, whose storage only the online machine reads. */
static void tell_payee(struct act *act, const struct payer_finding *f)
{
	const struct address *account = &act->bundle.parts[0].entitlement.account;
	char address[ADDRESS_TEXT_SIZE];

	if (address_is_zero(&f->paid_to) || address_equal(&f->paid_to, account))
		return;
	address_format(address, &f->paid_to);
	act_tell(act, "Paid to", TRUST_REPORTED,
		 "told by the online machine: not the account itself", "%s", address);
}

/*
 * Whether the claim brings all at once only because a vesting is over, which no machine without a
 * network can know.
 */
static bool is_told_vested(const struct profile_distributor *d, const struct payer_finding *f)
{
	return d != NULL && d->kind == DISTRIBUTOR_MERKLE && f->vests == 0 &&
	       (d->terms.campaign == MERKLE_CAMPAIGN_LINEAR ||
		d->terms.campaign == MERKLE_CAMPAIGN_FORFEIT);
}

/* Before the end one campaign opens a stream, and the other takes back what has not vested. */
static void tell_vesting(struct act *act, const struct profile_distributor *d,
			 const struct payer_finding *f)
{
	if (is_told_vested(d, f))
		act_tell(act, "Vesting is over", TRUST_REPORTED, told, "%s",
			 d->terms.campaign == MERKLE_CAMPAIGN_FORFEIT
				 ? "if it is not, this gives up for ever what has not vested"
				 : "if it is not, this opens a stream, and nothing comes at once");
}

/* Times that the payer's contract has, as the online machine read them. */
static void tell_dates(struct act *act, const struct payer_finding *f)
{
	char time[CLOCK_LOCAL_SIZE];

	clock_format_local(time, f->next_at);
	if (f->next_at != 0)
		act_tell(act, "New root pending", TRUST_REPORTED, told, "valid from %s", time);
	clock_format_local(time, f->ends);
	if (f->ends != 0)
		act_tell(act, "Ends", TRUST_REPORTED, told, "%s", time);
	clock_format_local(time, f->vests);
	if (f->vests != 0)
		act_tell(act, "Vests", TRUST_REPORTED,
			 "the claim opens a stream, which is paid out bit by bit", "until %s",
			 f->vests == PAYER_VESTS_UNTOLD ? "a time that the payer does not tell"
							: time);
}

/*
 * The contract pays by its own books, whatever the file says: the leaf less what it paid before, or
 * what it then owes.
 */
static void add_condition(struct act *act, const struct profile_distributor *d,
			  const struct payer_finding *first, bool unverified)
{
	const bool folds = payer_kind(act->bundle.kind)->fold != NULL;

	sentence_add(&act->summary, "%s%s%s%s; claim send asks the chain",
		     unverified ? " (decimals unverified)" : "",
		     first->vests != 0
			     ? " in a stream that opens then, of which nothing comes at once,"
			     : "",
		     folds ? " if, as the online machine says, the rest was paid before"
			   : ", as the online machine says",
		     is_told_vested(d, first) ? " and the vesting is over" : "");
}

void tell_bundle(struct act *act, const struct app *app)
{
	const struct bundle *b = &act->bundle;
	const struct profile_distributor *d = find_bundle_payer(app, b);
	const struct address *account = &b->parts[0].entitlement.account;
	const bool own = address_equal(account, &b->from);
	char text[AMOUNT_TEXT_SIZE], time[CLOCK_LOCAL_SIZE], address[ADDRESS_TEXT_SIZE];
	struct payer_finding first;
	bool unverified = false;

	judge_part(&first, b, d, 0);
	address_format(address, account);
	if (!address_is_zero(&first.paid_to) && !address_equal(&first.paid_to, account)) {
		address_format(address, &first.paid_to);
		sentence_add(&act->summary, "%s, NOT the account, will receive ", address);
	} else {
		sentence_add(&act->summary, "%s%s will receive ",
			     own ? "The account " : "Another account, ", address);
	}
	add_amounts(act, app, d, &unverified);
	add_condition(act, d, &first, unverified);
	for (size_t i = 0; i < b->n_parts; i++)
		tell_part(act, app, d, i);
	tell_payee(act, &first);
	if (!hash_is_zero(&first.root)) {
		hex_format(text, first.root.bytes, 8);
		act_tell(act, "Root", TRUST_REPORTED, told, "%s…", text);
	}
	act_tell(act, "Verified there", TRUST_REPORTED, told, "%s at block %llu",
		 trust_word(b->trust), (unsigned long long)b->block);
	clock_format_local(time, b->expires);
	act_tell(act, "Expires", TRUST_REPORTED, told, "%s", time);
	tell_dates(act, &first);
	tell_vesting(act, d, &first);
	if (b->kind != DISTRIBUTOR_URD)
		act_tell(act, "Not known here", TRUST_NONE, "claim send asks the chain again",
			 "whether the payer changes its root or is paused before this lands");
	if (app->profile == NULL)
		snprintf(act->warning, sizeof(act->warning),
			 "no network is chosen here, so this cannot be signed: its profile says "
			 "who pays royalties and how much gas may cost; see: byline network use");
	snprintf(act->title, sizeof(act->title), "CLAIM ROYALTIES");
}
