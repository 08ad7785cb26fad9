#include "act/act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "act/claim_rows.h"
#include "act/earlier.h"
#include "act/nonce.h"
#include "app/state.h"
#include "app/unlock.h"
#include "base/clock.h"
#include "client/broadcast.h"
#include "client/call.h"
#include "client/chainstate.h"
#include "client/fees.h"
#include "client/next_nonce.h"
#include "client/receipt.h"
#include "wallet/door_sign.h"
#include "wallet/tx_policy.h"

/* As many bylines as one person may run at the very same moment. */
#define NONCE_TRIES 5

struct act *new_act(enum act_kind kind, const struct address *from)
{
	struct act *act = calloc(1, sizeof(*act));

	if (act == NULL)
		return NULL;
	act->kind = kind;
	act->from = *from;
	tx_init(&act->tx);
	bundle_init(&act->bundle);
	buf_init(&act->raw, LIMIT_CALLDATA + 4 * KIB);
	return act;
}

static bool holds_nonce(const struct act *act)
{
	return act->state == ACT_PREPARED && act->id != 0 && !act->kept;
}

void free_act(struct app *app, struct act *act)
{
	if (act != NULL && app->drop_later != NULL && holds_nonce(act))
		app->drop_later(app, act);
	else
		drop_act(app, act);
}

void drop_act(struct app *app, struct act *act)
{
	if (act == NULL)
		return;
	/* A nonce that cannot be given back now is seen as taken, which is safe. */
	if (holds_nonce(act) && release_nonce(app, act) != STATUS_OK)
		log_line(app->log, "act", "nonce %llu stays reserved",
			 (unsigned long long)act->tx.nonce);
	tx_release(&act->tx);
	bundle_release(&act->bundle);
	buf_release(&act->raw);
	free(act);
}

void act_tell(struct act *act, const char *label, enum trust trust, const char *note,
	      const char *format, ...)
{
	struct act_fact *fact = &act->facts[act->n_facts];
	va_list ap;

	if (act->n_facts == ACT_FACTS)
		return;
	act->n_facts++;
	snprintf(fact->label, sizeof(fact->label), "%s", label);
	snprintf(fact->note, sizeof(fact->note), "%s", note);
	fact->trust = trust;
	va_start(ap, format);
	vsnprintf(fact->value, sizeof(fact->value), format, ap);
	va_end(ap);
}

enum status describe_act(struct app *app, struct act *act, struct err *e)
{
	enum status s = tx_signing_hash(&act->signing_hash, &act->tx);

	if (s != STATUS_OK)
		return err_set(e, s, "the transaction cannot be encoded: %s", status_phrase(s));
	s = tx_policy_check(&act->fee_cap, &act->tx, e);
	if (s != STATUS_OK)
		return s;
	descriptor_of(&act->descriptor, &act->tx, &act->from, app->profile);
	return STATUS_OK;
}

/* A replacement must offer at least a tenth more than what it replaces, or nodes refuse it. */
static enum status raise_fees(struct tx *tx, struct err *e)
{
	struct wei *fees[] = {&tx->max_fee, &tx->max_priority_fee, &tx->gas_price};
	struct u256 eight = u256_from_u64(8), eighth, rest, one = u256_from_u64(1);

	for (size_t i = 0; i < ARRAY_SIZE(fees); i++) {
		if (u256_div(&eighth, &rest, &fees[i]->raw, &eight) != STATUS_OK ||
		    u256_add(&fees[i]->raw, &fees[i]->raw, &eighth) != STATUS_OK ||
		    u256_add(&fees[i]->raw, &fees[i]->raw, &one) != STATUS_OK)
			return err_set(e, ERR_RANGE, "the fee does not fit 256 bits");
	}
	return STATUS_OK;
}

static void at_least(struct wei *fee, const struct wei *least)
{
	if (u256_compare(&fee->raw, &least->raw) < 0)
		*fee = *least;
}

/* What gas costs now, or what the replaced transaction offered, whichever is more. */
static enum status choose_fees(struct session *session, struct tx *tx, struct err *e)
{
	struct fee_reading fees;
	enum status s = fees_read(session->nodes, &fees, &session->anchor, e);

	if (s != STATUS_OK)
		return s;
	tx->type = fees.dynamic ? TX_DYNAMIC_FEE : TX_LEGACY;
	if (fees.dynamic) {
		at_least(&tx->max_fee, &fees.max_fee);
		at_least(&tx->max_priority_fee, &fees.priority);
	} else {
		at_least(&tx->gas_price, &fees.max_fee);
	}
	return STATUS_OK;
}

static enum status check_funds(struct app *app, struct session *session, const struct act *act,
			       struct err *e)
{
	const struct profile *p = app->profile;
	char need_text[AMOUNT_TEXT_SIZE], has_text[AMOUNT_TEXT_SIZE];
	struct account account;
	struct u256 need;
	enum trust trust;
	enum status s;

	if (u256_compare(&act->fee_cap.raw, &p->fee_cap.raw) > 0) {
		amount_format_exact(need_text, &act->fee_cap.raw, p->native_decimals);
		amount_format_exact(has_text, &p->fee_cap.raw, p->native_decimals);
		return err_set(e, ERR_REFUSED,
			       "gas may cost %s %s, more than the cap of %s; see fee_cap_wei in "
			       "the profile",
			       need_text, p->native_symbol, has_text);
	}
	s = chainstate_account(session->nodes, &account, &trust, &session->anchor, &act->from, e);
	if (s != STATUS_OK)
		return s;
	if (u256_add(&need, &act->fee_cap.raw, &act->tx.value.raw) != STATUS_OK ||
	    u256_compare(&account.balance, &need) < 0) {
		amount_format_exact(need_text, &need, p->native_decimals);
		amount_format_exact(has_text, &account.balance, p->native_decimals);
		return err_set(e, ERR_FUNDS, "%s: the account has %s %s and may need %s; fund it%s",
			       u256_compare(&account.balance, &act->fee_cap.raw) < 0
				       ? "no gas"
				       : "too little for the sum and its gas",
			       has_text, p->native_symbol, need_text,
			       act->kind == ACT_CLAIM ? ", or claim with --payer" : "");
	}
	return STATUS_OK;
}

/* Takes the next free nonce; another byline may take the same one first. */
static enum status take_nonce(struct app *app, struct session *session, struct act *act,
			      const char *what, struct err *e)
{
	enum status s = ERR_EXISTS;

	for (int tries = 0; s == ERR_EXISTS && tries < NONCE_TRIES; tries++) {
		s = choose_nonce(app, session, act, e);
		if (s == STATUS_OK)
			s = describe_act(app, act, e);
		if (s == STATUS_OK)
			s = reserve_nonce(app, act, what, false, e);
	}
	return s;
}

enum status complete_act(struct app *app, struct session *session, struct act *act,
			 const char *what, bool replace, struct err *e)
{
	struct u256 spare;
	uint64_t gas = 0;
	enum status s;

	act->tx.chain_id = app->profile->chain_id;
	s = choose_fees(session, &act->tx, e);
	if (s == STATUS_OK && replace)
		s = raise_fees(&act->tx, e);
	if (s == STATUS_OK)
		s = call_estimate_gas(session->nodes, &gas, &act->tx, &act->from, e);
	if (s != STATUS_OK)
		return s;
	/* A fifth more than estimated: state may move between the estimate and the block. */
	act->tx.gas_limit = u256_from_u64(gas);
	spare = u256_from_u64(gas / 5);
	s = u256_add(&act->tx.gas_limit, &act->tx.gas_limit, &spare);
	if (s == STATUS_OK)
		s = describe_act(app, act, e);
	if (s == STATUS_OK)
		s = check_funds(app, session, act, e);
	if (s != STATUS_OK)
		return s;
	s = replace ? reserve_nonce(app, act, what, true, e)
		    : take_nonce(app, session, act, what, e);
	return s == STATUS_OK ? warn_of_earlier(app, act, e) : s;
}

static enum status put_signed(struct cache *cache, void *arg, struct err *e)
{
	const struct act *act = arg;
	struct cache_tx row;
	enum status s = load_act_row(cache, &row, act, e);

	if (s == STATUS_OK)
		s = check_earlier(cache, act, e);
	if (s == STATUS_OK)
		s = cache_transactions_signed(cache, (int64_t)act->id, &act->hash, act->raw.data,
					      act->raw.len, clock_now(), e);
	return s == STATUS_OK && act->kind == ACT_CLAIM
		       ? claim_moved(cache, act, CACHE_CLAIM_SIGNED, e)
		       : s;
}

enum status sign_act(struct app *app, struct act *act, const struct hash *expect, struct err *e)
{
	struct door_policy policy = {.chain_id = act->tx.chain_id, .profile = app->profile};
	struct buf unsigned_tx;
	uint32_t index;
	enum status s = require_writable(app, "sign", e);

	if (s == STATUS_OK && act->state != ACT_PREPARED)
		s = err_set(e, ERR_USAGE, "this is signed already");
	if (s == STATUS_OK && expect != NULL && !hash_equal(expect, &act->signing_hash))
		s = err_set(
			e, ERR_MISMATCH,
			"the signing hash is not the one given with --expect; nothing was signed");
	if (s == STATUS_OK)
		s = account_index(app, &index, &act->from, e);
	if (s == STATUS_OK)
		s = require_confirmed(app, act, e);
	if (s != STATUS_OK)
		return s;
	policy.fee_cap = app->profile->fee_cap;
	buf_init(&unsigned_tx, LIMIT_CALLDATA + 4 * KIB);
	s = tx_write_unsigned(&unsigned_tx, &act->tx);
	if (s == STATUS_OK) {
		pthread_mutex_lock(&app->signer_lock);
		s = door_sign_tx(app->door, &act->raw, &act->hash, index, &policy, unsigned_tx.data,
				 unsigned_tx.len, e);
		pthread_mutex_unlock(&app->signer_lock);
	}
	buf_release(&unsigned_tx);
	/* Not kept, not signed: bytes that the cache does not know must not leave. */
	if (s == STATUS_OK)
		s = store_write(app, put_signed, act, e);
	if (s == STATUS_OK)
		act->state = ACT_SIGNED;
	else
		buf_wipe(&act->raw);
	return s;
}

struct sending {
	const struct act *act;
	struct cache_tx row;
};

static enum status put_sent(struct cache *cache, void *arg, struct err *e)
{
	struct sending *sending = arg;
	const struct act *act = sending->act;
	enum status s = cache_transactions_get(cache, &sending->row, (int64_t)act->id, e);

	if (s != STATUS_OK)
		return s;
	sending->row.state = CACHE_TX_SENT;
	sending->row.sent_at = clock_now();
	s = cache_transactions_update(cache, &sending->row, e);
	return s == STATUS_OK && act->kind == ACT_CLAIM
		       ? claim_moved(cache, act, CACHE_CLAIM_SENT, e)
		       : s;
}

/* The nonce is spent: by this very transaction, which was sent before, or by another. */
static enum status tell_spent(struct session *session, const struct act *act, struct err *e)
{
	struct receipt r = {0};
	bool itself = receipt_read(session->nodes, &r, &act->hash, NULL) == STATUS_OK &&
		      r.fate == TX_MINED;
	uint64_t block = r.block;

	receipt_release(&r);
	if (itself)
		return err_set(e, ERR_EXISTS, "it was sent before, and is in block %llu",
			       (unsigned long long)block);
	return err_set(e, ERR_CHANGED, "nonce %llu is spent already; prepare it again",
		       (unsigned long long)act->tx.nonce);
}

/* What may have moved since it was prepared. */
static enum status check_unmoved(struct app *app, struct session *session, struct act *act,
				 struct err *e)
{
	struct nonce_reading nonce;
	enum trust trust;
	enum status s = next_nonce_read(session->nodes, &nonce, &session->anchor, &act->from, e);

	if (s == STATUS_OK && nonce.mined > act->tx.nonce)
		s = tell_spent(session, act, e);
	/* Behind a gap it would wait for ever. */
	if (s == STATUS_OK && nonce.pending < act->tx.nonce)
		s = err_set(e, ERR_REFUSED,
			    "nonce %llu comes first and was not sent; send or cancel it: byline "
			    "tx list",
			    (unsigned long long)nonce.pending);
	if (s == STATUS_OK && act->kind == ACT_CLAIM)
		s = check_claim_unmoved(app, session, act, e);
	if (s == STATUS_OK)
		s = call_simulate(session->nodes, &trust, &act->tx, &act->from, e);
	return s;
}

enum status send_act(struct app *app, struct task *task, struct act *act, struct err *e)
{
	struct session *session;
	struct broadcast sent;
	struct sending sending;
	enum status s = require_writable(app, "send", e);

	if (s == STATUS_OK && act->state != ACT_SIGNED)
		s = err_set(e, ERR_USAGE, "only what is signed can be sent");
	if (s == STATUS_OK && act->raw.len == 0)
		s = err_set(e, ERR_USAGE,
			    "the machine that prepared this claim sends it, from its file");
	if (s == STATUS_OK)
		s = session_anchor(app, task, &session, e);
	if (s == STATUS_OK)
		s = check_unmoved(app, session, act, e);
	if (s == STATUS_OK)
		s = broadcast_raw(session->nodes, &sent, act->raw.data, act->raw.len, e);
	if (s != STATUS_OK)
		return s;
	act->state = ACT_SENT;
	sending.act = act;
	s = store_write(app, put_sent, &sending, e);
	note_event(app, "act", TRUST_REPORTED, "sent: %s",
		   s == STATUS_OK ? sending.row.what : act->summary);
	return s == STATUS_OK ? s : err_prefix(e, s, "it is sent, which cannot be kept here");
}
