/*
 * Preparing a claim: everything that is claimed is proven first. Read prepare_claim(), then
 * read_chain() for the distributor's words and its funds, then check() for the steps after it: the
 * datanet's proof folded to the root in force, claims that are under way already, whether the funds
 * suffice. The export for an offline machine is at the end. Invariant: no figure of the bundle is
 * one server's word where the nodes of the profile could agree.
 */
#include "act/claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "act/claim_rows.h"
#include "act/complete.h"
#include "act/delegated.h"
#include "app/balances.h"
#include "app/distributors.h"
#include "app/pinned.h"
#include "app/proof_wait.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "audit/owed.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "chain/bundle_check.h"
#include "chain/keccak.h"
#include "chain/payer_urd.h"
#include "client/chainstate.h"

/*
 * A root moves every ten minutes to eight hours on the networks known; a day is generous and
 * bounded.
 */
#define CLAIM_LASTS_S 86400

struct preparing {
	struct app *app;
	struct session *session;
	const struct profile_distributor *distributor;
	const struct profile_token *token;
	struct distributor_state state;
	struct datanet_claim claim;
	struct tokens amount; /* the sum that it pays if those under way succeed */
	struct u256 under_way, on_its_way;
	struct tokens funds;
	enum trust funds_trust;
	struct read_at funds_at; /* their own block, where nodes prove only their newest */
	const struct address *account;
};

static enum status choose_distributor(struct preparing *p, const struct address *wanted,
				      struct err *e)
{
	const struct profile *profile;
	enum status s = require_profile(p->app, &profile, e);

	if (s != STATUS_OK)
		return s;
	p->distributor = wanted != NULL ? profile_distributor(profile, wanted) : NULL;
	for (size_t i = 0; wanted == NULL && i < profile->n_distributors; i++)
		if (profile_pays(profile, i) && p->distributor == NULL)
			p->distributor = &profile->distributors[i];
	if (p->distributor == NULL)
		return err_set(e, ERR_NOT_FOUND, "the profile of %s pins no such distributor",
			       profile->title);
	p->token = profile_token(profile, &p->distributor->token);
	if (p->token == NULL)
		return err_set(e, ERR_NOT_FOUND,
			       "the profile does not describe the distributor's token");
	return STATUS_OK;
}

/* A claim that the distributor cannot pay would fail and cost gas: its balance is proven too. */
static enum status read_funds(struct preparing *p, struct session *session, struct err *e)
{
	struct slot_value held;
	enum trust code;
	enum status s = check_token(session, &code, p->token, e);

	if (s == STATUS_OK)
		s = read_balances(session, &held, p->token, &p->distributor->contract.address, 1,
				  e);
	if (s != STATUS_OK)
		return s;
	p->funds.raw = held.value;
	p->funds_trust = trust_min(code, held.trust);
	p->funds_at = held.at;
	return STATUS_OK;
}

/* Reads the distributor's words and its funds. Where both have to wait, they wait together. */
static enum status read_chain(struct session *session, void *arg, struct err *e)
{
	struct preparing *p = arg;
	enum status s = read_distributor(session, &p->state, p->distributor, p->account, e);
	enum status funds = STATUS_OK;

	if (s == STATUS_OK || s == ERR_PENDING)
		funds = read_funds(p, session, s == STATUS_OK ? e : NULL);
	return s != STATUS_OK ? s : funds;
}

/* The datanet's word is an offer: account, token, distributor and proof are all checked here. */
static enum status fold_claim(struct preparing *p, const struct address *account, struct err *e)
{
	enum status s = datanet_claim(&p->session->datanet, &p->claim, account, e);
	const struct entitlement *en = &p->claim.entitlement;

	if (s == ERR_NOT_FOUND)
		return err_set(e, s,
			       "nothing to claim: the datanet knows no royalties of this account");
	if (s != STATUS_OK)
		return s;
	if (p->claim.distributor != p->distributor || !address_equal(&en->account, account) ||
	    !address_equal(&en->token, &p->distributor->token))
		return err_set(e, ERR_MISMATCH,
			       "the datanet gave a claim of another account, token or distributor");
	s = fold_to_root_in_force(p->app, &p->claim, &p->state.root, e);
	if (s != STATUS_OK)
		return s;
	if (u256_compare(&en->cumulative.raw, &p->state.claimed.raw) <= 0)
		return err_set(e, ERR_NOT_FOUND,
			       "nothing to claim: all that is settled was claimed");
	return u256_sub(&p->amount.raw, &en->cumulative.raw, &p->state.claimed.raw);
}

/*
 * Looks for claims in a pool or a block: one that would pay all of this leaves nothing to claim,
 * and one of less leaves the rest.
 */
static enum status find_under_way(struct cache *cache, void *arg, struct err *e)
{
	struct preparing *p = arg;
	const struct entitlement *en = &p->claim.entitlement;
	struct cache_claim *rows = NULL;
	struct cache_tx tx;
	size_t n = 0;
	enum status s = cache_claims_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (!address_equal(&rows[i].account, &en->account) ||
		    !address_equal(&rows[i].payer, &p->distributor->contract.address) ||
		    !address_equal(&rows[i].token, &en->token) ||
		    u256_compare(&rows[i].cumulative.raw, &p->under_way) <= 0)
			continue;
		s = cache_transactions_get(cache, &tx, rows[i].transaction, e);
		if (s != STATUS_OK || !ledger_is_under_way(tx.state))
			continue;
		p->under_way = rows[i].cumulative.raw;
		if (u256_compare(&p->under_way, &en->cumulative.raw) >= 0)
			s = err_set(e, ERR_EXISTS,
				    "claim %lld is on its way and pays all of this; a second one "
				    "would fail and cost gas; see: byline claim status %lld",
				    (long long)rows[i].id, (long long)rows[i].id);
	}
	free(rows);
	return s;
}

/* Checks the datanet's claim against what was read. */
static enum status check(struct preparing *p, struct err *e)
{
	char has[AMOUNT_TEXT_SIZE], needs[AMOUNT_TEXT_SIZE];
	struct u256 due;
	enum status s = require_agreed(p->app->profile, p->state.trust, e);

	if (s == STATUS_OK)
		s = fold_claim(p, p->account, e);
	if (s == STATUS_OK)
		s = store_read(p->app, find_under_way, p, e);
	if (s == STATUS_OK)
		p->on_its_way =
			owed_on_its_way(&p->amount.raw, &p->state.claimed.raw, &p->under_way);
	if (s == STATUS_OK)
		s = require_agreed(p->app->profile, p->funds_trust, e);
	/* An earlier claim takes its part of the funds first. */
	if (s == STATUS_OK)
		s = u256_add(&due, &p->amount.raw, &p->on_its_way);
	if (s == STATUS_OK && u256_compare(&p->funds.raw, &due) < 0) {
		amount_format_exact(has, &p->funds.raw, p->token->decimals);
		amount_format_exact(needs, &due, p->token->decimals);
		s = err_set(e, ERR_FUNDS,
			    "the distributor is underfunded: it holds %.40s %s and owes you %.40s",
			    has, p->token->symbol, needs);
	}
	return s;
}

/* The last four digits of an amount as it is shown, without its spaces. */
static void last_digits(char out[static 24], const char *shown)
{
	char digits[AMOUNT_TEXT_SIZE];
	size_t n = 0;

	for (const char *c = shown; *c != '\0'; c++)
		if (*c >= '0' && *c <= '9')
			digits[n++] = *c;
	digits[n] = '\0';
	snprintf(out, 24, "%.4s", n > 4 ? digits + n - 4 : digits);
}

static void tell(struct act *act, const struct preparing *p, bool own)
{
	char text[AMOUNT_TEXT_SIZE];
	const char *symbol = p->token->symbol;
	unsigned decimals = p->token->decimals;

	amount_format(text, &p->amount.raw, decimals);
	snprintf(act->title, sizeof(act->title), "CLAIM ROYALTIES");
	sentence_add(&act->summary, "You will receive ");
	sentence_add_amount(&act->summary, &p->amount.raw, symbol, decimals, AMOUNT_PLACES);
	/* Where an obstacle has its own confirmation, the amount is not asked for. */
	if (act->earlier == 0 && act->first_of == 0) {
		last_digits(act->confirm, text);
		snprintf(act->confirm_prompt, sizeof(act->confirm_prompt),
			 "Type the last four digits of %.50s to sign: ", text);
	}
	amount_format_total(text, &p->claim.entitlement.cumulative.raw, decimals);
	act_tell(act, "Entitled so far", p->state.trust, "proof folds to the root in force",
		 "%.60s %s", text, symbol);
	amount_format_total(text, &p->state.claimed.raw, decimals);
	act_tell(act, "Already claimed", p->state.trust, "", "%.60s %s", text, symbol);
	if (!u256_is_zero(&p->on_its_way)) {
		amount_format(text, &p->on_its_way, decimals);
		act_tell(act, "On its way", TRUST_REPORTED, "an earlier claim, which comes first",
			 "%.60s %s", text, symbol);
	}
	amount_format(text, &p->funds.raw, decimals);
	act_tell(act, "Funded", p->funds_trust,
		 p->token->has_balance_slot
			 ? ""
			 : "not proven: the profile does not say where the token keeps balances",
		 "yes: the distributor holds %.60s %s", text, symbol);
	snprintf(text, sizeof(text), ", the funds at block %llu",
		 (unsigned long long)p->funds_at.number);
	act_tell(act, "Read at", p->session->anchor.trust, "", "block %llu%s, %u of %zu nodes",
		 (unsigned long long)p->state.at.number,
		 p->funds_at.number != p->state.at.number ? text : "",
		 (unsigned)__builtin_popcount(p->session->anchor.nodes), p->app->profile->n_nodes);
	if (!own)
		act_tell(act, "Gas paid by", TRUST_NONE,
			 "the tokens go to the account all the same", "another account");
	if (p->state.pending_at != 0)
		act_tell(act, "New root pending", p->state.trust,
			 "send before, or prepare anew after", "valid from %llu",
			 (unsigned long long)p->state.pending_at);
}

/* The bundle tells the offline machine all that it can check itself, and all that it cannot. */
static enum status fill_bundle(struct act *act, const struct preparing *p, struct err *e)
{
	struct bundle *b = &act->bundle;
	enum status s;

	b->chain_id = act->tx.chain_id;
	b->from = act->from;
	b->kind = p->distributor->kind;
	b->distributor = p->distributor->contract.address;
	b->parts[0].entitlement = p->claim.entitlement;
	b->n_parts = 1;
	b->claimed = p->state.claimed;
	b->root = p->state.root;
	b->block = p->state.at.number;
	b->block_hash = p->state.at.hash;
	b->trust = p->state.trust;
	b->prepared = clock_now();
	b->expires = b->prepared + CLAIM_LASTS_S;
	snprintf(b->network, sizeof(b->network), "%s", p->app->profile->name);
	s = tx_write_unsigned(&b->unsigned_tx, &act->tx);
	return s == STATUS_OK ? bundle_check(b, p->distributor, e)
			      : err_set(e, s, "the bundle cannot be written");
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
			  const struct address *of, const struct address *distributor,
			  const struct address *payer, struct err *e)
{
	struct preparing p = {.app = app};
	struct address account;
	struct sentence what = {.n = 0};
	struct act *act = NULL;
	enum status s = require_writable(app, "prepare a claim", e);

	*out = NULL;
	if (of != NULL)
		account = *of;
	else if (s == STATUS_OK)
		s = shown_account(app, &account, e);
	p.account = &account;
	if (s == STATUS_OK)
		s = choose_distributor(&p, distributor, e);
	if (s == STATUS_OK)
		s = proof_wait_read(app, task, &p.session, read_chain, &p, e);
	if (s == STATUS_OK)
		s = check(&p, e);
	if (s != STATUS_OK)
		return s;
	act = new_act(app, ACT_CLAIM, payer != NULL ? payer : &account);
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	act->pays = p.amount;
	act->tx.to = p.distributor->contract.address;
	sentence_add(&what, "claim ");
	sentence_add_amount(&what, &p.amount.raw, p.token->symbol, p.token->decimals,
			    AMOUNT_PLACES);
	s = payer_urd_calldata(&act->tx.data, &p.claim.entitlement);
	if (s == STATUS_OK)
		s = complete_act(app, p.session, act, &what, false, e);
	/* A payer brings the tokens to an account that may run somebody else's code. */
	if (s == STATUS_OK && !address_equal(&act->from, &account))
		s = warn_of_delegation(p.session, act, &account, e);
	if (s == STATUS_OK)
		s = fill_bundle(act, &p, e);
	if (s == STATUS_OK)
		tell(act, &p, payer == NULL || address_equal(payer, &account));
	return act_hand_over(out, act, s);
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
