/*
 * Preparing a claim: everything that is claimed is proven first. Read prepare_claim() for the
 * order; act/claim_list.h lists what the payer owes, act/claim_item.h reads and judges it,
 * make_claim() turns those that are paid together into an act and its bundle, act/claim_review.c
 * says all of it to a person. The export for an offline machine is at the end.
 */
#include "act/claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "act/claim_item.h"
#include "act/claim_list.h"
#include "act/claim_review.h"
#include "act/claim_rows.h"
#include "act/complete.h"
#include "act/delegated.h"
#include "app/proof_wait.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "chain/bundle_check.h"
#include "chain/bundle_parts.h"
#include "chain/keccak.h"

/*
 * A root moves every ten minutes to eight hours on the networks known; a day is generous and
 * bounded.
 */
#define CLAIM_LASTS_S 86400

static enum status choose_payer(struct claim_items *c, struct err *e)
{
	const struct address *wanted = c->choice->distributor;
	const struct profile *profile;
	enum status s = require_profile(c->app, &profile, e);

	if (s != STATUS_OK)
		return s;
	c->payer = wanted != NULL ? profile_distributor(profile, wanted) : NULL;
	for (size_t i = 0; wanted == NULL && i < profile->n_distributors; i++)
		if (profile_pays(profile, i) && c->payer == NULL)
			c->payer = &profile->distributors[i];
	if (c->payer == NULL)
		return err_set(e, ERR_NOT_FOUND, "the profile of %s pins no such payer",
			       profile->title);
	if (!payer_kind(c->payer->kind)->any_token &&
	    profile_token(profile, &c->payer->token) == NULL)
		return err_set(e, ERR_NOT_FOUND, "the profile does not describe the payer's token");
	return STATUS_OK;
}

/* Writes the calldata, and the coins that the payer asks for. */
static enum status write_call(struct act *act, const struct claim_items *c, size_t n, struct err *e)
{
	const struct payer_finding *first = &c->items[0].finding;
	struct entitlement parts[LIMIT_CLAIM_PARTS];
	struct payer_call call;
	enum status s;

	for (size_t i = 0; i < n; i++)
		parts[i] = c->items[i].entitlement;
	s = payer_make_call(&call, c->payer, parts, n, first, e);
	if (s == STATUS_OK)
		s = payer_kind(c->payer->kind)->write(&act->tx.data, &call);
	if (s == STATUS_OK && !u256_is_zero(&first->fee.raw))
		s = payer_fee_most(&act->tx.value, &first->fee);
	return s;
}

/* The bundle tells the offline machine all that it can check itself, and all that it cannot. */
static enum status fill_bundle(struct act *act, const struct claim_items *c, size_t n,
			       struct err *e)
{
	const struct claim_item *first = &c->items[0];
	struct bundle *b = &act->bundle;
	enum status s;

	b->chain_id = act->tx.chain_id;
	b->from = act->from;
	b->kind = c->payer->kind;
	b->distributor = c->payer->contract.address;
	b->claimed = first->finding.claimed;
	b->root = first->finding.root;
	b->block = first->reading.at.number;
	b->block_hash = first->reading.at.hash;
	b->block_time = first->reading.at.time;
	b->trust = TRUST_PROVEN;
	for (size_t i = 0; i < n; i++) {
		const struct claim_item *item = &c->items[i];

		b->parts[i].entitlement = item->entitlement;
		bundle_parts_fill(&b->parts[i], item->reading.words, item->reading.n,
				  item->reading.values);
		b->trust = trust_min(b->trust, item->reading.trust);
		act->pays[i] = item->amount;
	}
	act->paid_to = first->finding.paid_to;
	b->n_parts = n;
	/* The time for which it was judged, by which the offline machine judges it again. */
	b->prepared = payer_reading_time(&c->session->anchor);
	b->expires = b->prepared + CLAIM_LASTS_S;
	snprintf(b->network, sizeof(b->network), "%s", c->app->profile->name);
	s = tx_write_unsigned(&b->unsigned_tx, &act->tx);
	return s == STATUS_OK ? bundle_check(b, c->payer, e)
			      : err_set(e, s, "the bundle cannot be written");
}

/* A part of which something is claimed now is not wanted again: that would never end. */
static uint32_t find_later(const struct claim_items *c, size_t n)
{
	uint32_t later = 0;

	for (size_t p = 0; p < c->choice->n_parts; p++) {
		const struct claim_part *part = &c->choice->parts[p];
		bool now = false, then = false;

		for (size_t i = 0; i < c->n; i++) {
			const struct claim_item *item = &c->items[i];

			if (!claim_part_has(part, &item->entitlement))
				continue;
			now = now || i < n;
			then = then || item->later;
		}
		later |= (uint32_t)(then && !now) << p;
	}
	return later;
}

/* Makes the act of the items that are claimed, which stand first. */
static enum status make_claim(struct act **out, const struct claim_items *c, size_t n,
			      struct err *e)
{
	struct sentence what = {.n = 0};
	struct act *act = new_act(c->app, ACT_CLAIM, &c->sender);
	enum status s;

	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	act->tx.to = c->payer->contract.address;
	act->ahead = c->choice->ahead;
	name_claim(&what, c, n);
	s = write_call(act, c, n, e);
	if (s == STATUS_OK)
		s = complete_act(c->app, c->session, act, &what, false, e);
	/* A payer brings the tokens to an account that may run somebody else's code. */
	if (s == STATUS_OK && !address_equal(&act->from, &c->account))
		s = warn_of_delegation(c->session, act, &c->account, e);
	if (s == STATUS_OK)
		s = fill_bundle(act, c, n, e);
	/* Anew, since it is the bundle that says whom the payer would pay. */
	if (s == STATUS_OK)
		s = name_obstacle_words(c->app, act, e);
	if (s == STATUS_OK)
		tell_claim(act, c, n);
	return act_hand_over(out, act, s);
}

/* The hash of the bundle is how its signed answer finds the draft again. */
static enum status bundle_hash(struct hash *out, struct buf *bytes, const struct act *act,
			       struct err *e)
{
	enum status s = bundle_write(bytes, &act->bundle);

	if (s != STATUS_OK)
		return err_set(e, s, "the bundle cannot be written: %s", status_phrase(s));
	keccak256(out->bytes, bytes->data, bytes->len);
	return STATUS_OK;
}

enum status prepare_claim(struct app *app, struct task *task, struct act **out,
			  const struct claim_choice *choice, struct err *e)
{
	struct claim_items c = {.app = app, .choice = choice};
	size_t n = 0;
	enum status s = require_writable(app, "prepare a claim", e);

	*out = NULL;
	if (choice->account != NULL)
		c.account = *choice->account;
	else if (s == STATUS_OK)
		s = shown_account(app, &c.account, e);
	c.sender = choice->sender != NULL ? *choice->sender : c.account;
	if (s == STATUS_OK)
		s = choose_payer(&c, e);
	if (s == STATUS_OK)
		s = list_claim_items(&c, e);
	if (s == STATUS_OK)
		s = proof_wait_read(app, task, &c.session, read_claim_items, &c, e);
	if (s == STATUS_OK)
		s = judge_claim_items(&c, &n, e);
	if (s == STATUS_OK)
		s = make_claim(out, &c, n, e);
	/* One that could not be made holds up no other one. */
	if (choice->later != NULL)
		*choice->later = find_later(&c, n);
	release_claim_items(&c);
	return s;
}

struct claim_export {
	struct act *act;
	const char *path;
	struct hash bundle;
	struct cache_tx before, row;
};

static enum status put_export(struct cache *cache, void *arg, struct err *e)
{
	struct claim_export *x = arg;
	enum status s = load_act_row(cache, &x->row, x->act, e);

	if (s != STATUS_OK)
		return s;
	x->before = x->row;
	x->row.exported_at = clock_now();
	x->row.bundle = x->bundle;
	snprintf(x->row.file, sizeof(x->row.file), "%s", x->path);
	s = ledger_record_export(cache, &x->row, (int64_t)x->act->first_of, e);
	return s == STATUS_OK && x->act->id == 0 ? add_claim(cache, x->act, x->row.id, e) : s;
}

static enum status take_back(struct cache *cache, void *arg, struct err *e)
{
	const struct claim_export *x = arg;

	return ledger_take_back_export(cache, &x->before, x->row.id, e);
}

enum status export_claim(struct app *app, struct act *act, const char *path, struct err *e)
{
	struct claim_export x = {.act = act, .path = path};
	struct buf bytes;
	enum status s = require_writable(app, "write a claim", e);

	if (s == STATUS_OK && act->state != ACT_PREPARED)
		s = err_set(e, ERR_USAGE, "this claim is signed already; send it");
	if (s == STATUS_OK && strlen(path) >= sizeof(x.row.file))
		s = err_set(e, ERR_USAGE, "the name of the file is too long");
	if (s == STATUS_OK)
		s = require_whole(act, e);
	if (s != STATUS_OK)
		return s;
	buf_init(&bytes, LIMIT_SMALL_FILE);
	s = bundle_hash(&x.bundle, &bytes, act, e);
	/* Noted before the file is there: once it is, it can be signed elsewhere. */
	if (s == STATUS_OK)
		s = store_write(app, put_export, &x, e);
	if (s == STATUS_OK) {
		s = file_write_new(path, bytes.data, bytes.len, e);
		if (s == STATUS_OK)
			act->id = (uint64_t)x.row.id;
		else if (store_write(app, take_back, &x, NULL) != STATUS_OK)
			log_line(app->shared->log, "act", "a draft is listed that was not written");
	}
	buf_release(&bytes);
	return s;
}
