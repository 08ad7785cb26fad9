/*
 * Things that a payer owes, which act/claim_list.c lists. In reading order: reading them
 * (read_claim_items()), judging one (judge_item(): the kind's judgement, what is on its way, the
 * funds), and all of them (judge_claim_items()).
 *
 * Invariant: no figure by which an item is claimed is one server's word where the nodes of the
 * profile could agree, and one that cannot be claimed hinders no other one.
 */
#include "act/claim_item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/balances.h"
#include "act/claim_choose.h"
#include "act/claim_under_way.h"
#include "act/distributors.h"
#include "app/pinned.h"
#include "app/state.h"
#include "app/token_unit.h"
#include "audit/owed.h"
#include "cache/dues.h"

void release_claim_items(struct claim_items *c)
{
	free(c->items);
	c->items = NULL;
	c->n = 0;
}

/* --- reading --- */

/* A claim that the payer cannot pay would fail and cost gas: its balance is read too. */
static enum status read_funds(struct claim_items *c, struct claim_item *item, struct err *e)
{
	/* A token that is not pinned is asked for its balance, which nodes can agree on. */
	struct profile_token foreign = {.contract.address = item->token.address};
	const struct profile_token *token = item->token.pinned;
	struct slot_value held;
	enum trust code = TRUST_AGREED;
	enum status s = STATUS_OK;

	snprintf(foreign.symbol, sizeof(foreign.symbol), "%s", item->token.symbol);
	if (token != NULL)
		s = check_token(c->session, &code, token, e);
	if (s == STATUS_OK)
		s = read_balances(c->session, &held, token != NULL ? token : &foreign,
				  &c->payer->contract.address, 1, e);
	if (s != STATUS_OK)
		return s;
	item->funds.raw = held.value;
	item->funds_trust = trust_min(code, held.trust);
	item->funds_at = held.at;
	return STATUS_OK;
}

/* An item of the same token before this one, whose funds were read. */
static const struct claim_item *same_token(const struct claim_items *c, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (address_equal(&c->items[j].token.address, &c->items[i].token.address))
			return &c->items[j];
	return NULL;
}

static enum status read_all_funds(struct claim_items *c, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n; i++) {
		struct claim_item *item = &c->items[i];
		const struct claim_item *same = same_token(c, i);
		struct err own = {0};
		enum status one = STATUS_OK;

		if (!payer_holds_tokens(c->payer->kind))
			continue;
		if (same != NULL) {
			item->funds = same->funds;
			item->funds_trust = same->funds_trust;
			item->funds_at = same->funds_at;
			item->refusal = same->refusal;
			memcpy(item->why, same->why, sizeof(item->why));
			continue;
		}
		one = read_funds(c, item, &own);
		if (one == ERR_PENDING || one == ERR_CANCELLED)
			s = err_set(e, one, "%s", own.text);
		else
			item->refusal = one;
		snprintf(item->why, sizeof(item->why), "%.300s", own.text);
	}
	return s;
}

static enum status read_words(struct claim_items *c, struct err *e)
{
	const struct entitlement **parts = calloc(c->n, sizeof(const struct entitlement *));
	struct payer_reading *readings = calloc(c->n, sizeof(*readings));
	enum status s = STATUS_OK;

	if (parts == NULL || readings == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < c->n && s == STATUS_OK; i++)
		parts[i] = &c->items[i].entitlement;
	if (s == STATUS_OK)
		s = read_payer_words(c->session, readings, c->payer, parts, c->n, &c->sender, e);
	for (size_t i = 0; i < c->n && s == STATUS_OK; i++)
		c->items[i].reading = readings[i];
	free(parts);
	free(readings);
	return s;
}

enum status read_claim_items(struct session *session, void *items, struct err *e)
{
	struct claim_items *c = items;
	enum status s, funds = STATUS_OK;

	c->session = session;
	s = read_words(c, e);
	/* Where both have to wait, they wait together. */
	if (s == STATUS_OK || s == ERR_PENDING)
		funds = read_all_funds(c, s == STATUS_OK ? e : NULL);
	return s != STATUS_OK ? s : funds;
}

/* --- judging --- */

/* The datanet's word is an offer: account, token, payer and proof are all checked here. */
static enum status take_datanets_claim(struct claim_items *c, struct err *e)
{
	struct claim_item *item = &c->items[0];
	const struct entitlement *en = &c->told.entitlement;
	enum status s = datanet_claim(&c->session->datanet, &c->told, &c->account, e);
	struct hash root;

	if (s == ERR_NOT_FOUND)
		return err_set(e, s,
			       "nothing to claim: the datanet knows no royalties of this account");
	if (s != STATUS_OK)
		return s;
	if (c->told.distributor != c->payer || !address_equal(&en->account, &c->account) ||
	    !address_equal(&en->token, &c->payer->token))
		return err_set(e, ERR_MISMATCH,
			       "the datanet gave a claim of another account, token or distributor");
	/* The first word of a URD is its root. */
	u256_to_be(root.bytes, &item->reading.values[0].value);
	item->entitlement = *en;
	return fold_to_root_in_force(c->app, &c->told, &root, e);
}

/* The error by which an obstacle is told. */
static enum status refusal_of(enum payer_obstacle obstacle)
{
	switch (obstacle) {
	case PAYER_FREE:
	case PAYER_UNTOLD: return STATUS_OK;
	case PAYER_PAID: return ERR_NOT_FOUND;
	case PAYER_NOT_FOLDED: return ERR_PROOF_MISMATCH;
	case PAYER_EXPIRED: return ERR_EXPIRED;
	case PAYER_REPLACED:
	case PAYER_TOO_LARGE: return ERR_MISMATCH;
	case PAYER_WAITS:
	case PAYER_DISPUTED:
	case PAYER_WITHDRAWN:
	case PAYER_PAUSED:
	case PAYER_SENDER:
	case PAYER_FORFEITS:
	case PAYER_OWNER: return ERR_REFUSED;
	}
	return ERR_REFUSED;
}

/* Such a call would succeed and pay nothing. */
static bool claims_nothing(const struct profile_distributor *d, const struct payer_finding *f)
{
	return f->obstacle == PAYER_UNTOLD && d->kind == DISTRIBUTOR_MERKLE &&
	       d->terms.call == MERKLE_CALL_CYCLE;
}

static enum status judge_chain(const struct claim_items *c, struct claim_item *item, struct err *e)
{
	const struct payer_case pc = {.payer = c->payer,
				      .entitlement = &item->entitlement,
				      .sender = &c->sender,
				      .values = item->reading.values,
				      .time = payer_reading_time(&c->session->anchor)};
	struct payer_finding *f = &item->finding;
	char why[256];
	enum status s;

	payer_judge(f, &pc);
	item->amount = f->amount;
	if (claims_nothing(c->payer, f))
		return err_set(e, ERR_NOT_AGREED,
			       "the payer does not tell how much is left, which its claim has to "
			       "name; try again later");
	payer_obstacle_text(why, sizeof(why), f);
	s = refusal_of(f->obstacle);
	if (s == STATUS_OK)
		return s;
	return s == ERR_NOT_FOUND ? err_set(e, s, "nothing to claim: %s", why)
				  : err_set(e, s, "this is not paid now: %s", why);
}

static enum status require_money(struct claim_item *item, struct err *e)
{
	char has[AMOUNT_TEXT_SIZE], needs[AMOUNT_TEXT_SIZE];
	struct u256 due;
	/* An earlier claim takes its part of the funds first. */
	enum status s = u256_add(&due, &item->amount.raw, &item->on_its_way);

	if (s != STATUS_OK || u256_compare(&item->funds.raw, &due) >= 0)
		return s;
	amount_format_exact(has, &item->funds.raw, item->token.decimals);
	amount_format_exact(needs, &due, item->token.decimals);
	return err_set(
		e, ERR_FUNDS,
		"the payer is underfunded: it holds %.40s %s and owes you %.40s; a claim would "
		"fail and cost gas, so wait until it is funded again",
		has, item->token.symbol, needs);
}

/* Anybody can make a token and owe any number of it: a cut number would be another one. */
static enum status require_shown(const struct claim_item *item, struct err *e)
{
	char text[AMOUNT_TEXT_SIZE];

	amount_format_total(text, &item->finding.entitled.raw, item->token.decimals);
	return strlen(text) <= CLAIM_AMOUNT_SHOWN
		       ? STATUS_OK
		       : err_set(e, ERR_LIMIT,
				 "its amount has too many digits to be shown whole, so that it is "
				 "not claimed; name the other tokens with --token");
}

static enum status judge_item(const struct claim_items *c, struct claim_item *item, struct err *e)
{
	const struct profile *p = c->app->profile;
	enum status s = require_agreed(p, item->reading.trust, e);

	if (s == STATUS_OK)
		s = judge_chain(c, item, e);
	if (s == STATUS_OK)
		s = find_under_way(c, item, e);
	if (s == STATUS_OK && item->finding.obstacle == PAYER_UNTOLD)
		s = refuse_second_claim(c, item, e);
	if (s == ERR_NOT_FOUND && item->finding.obstacle == PAYER_PAID &&
	    !payer_is_overpaid(&item->finding))
		s = name_payment(c, item, s, e);
	if (s == STATUS_OK && payer_holds_tokens(c->payer->kind))
		s = require_agreed(p, item->funds_trust, e);
	if (s == STATUS_OK && payer_holds_tokens(c->payer->kind))
		s = require_money(item, e);
	return s == STATUS_OK ? require_shown(item, e) : s;
}

/* --- all of them --- */

enum status judge_claim_items(struct claim_items *c, size_t *n_claimed, struct err *e)
{
	enum status s = STATUS_OK;

	*n_claimed = 0;
	if (profile_is_told(c->app->profile, c->payer)) {
		s = require_agreed(c->app->profile, c->items[0].reading.trust, e);
		if (s == STATUS_OK)
			s = take_datanets_claim(c, e);
	}
	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < c->n; i++) {
		struct claim_item *item = &c->items[i];
		struct err own = {0};

		if (item->refusal != STATUS_OK)
			continue;
		item->refusal = judge_item(c, item, &own);
		snprintf(item->why, sizeof(item->why), "%.300s", own.text);
	}
	*n_claimed = choose_claim_items(c);
	if (*n_claimed > 0)
		return STATUS_OK;
	if (c->unasked == 0)
		return err_set(e, c->items[0].refusal, "%s", c->items[0].why);
	return err_set(e, c->items[0].refusal,
		       "%s; %zu more in tokens that nobody asked for: byline claims --all",
		       c->items[0].why, c->unasked);
}
