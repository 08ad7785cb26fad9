#include "act/follow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/session_private.h"
#include "app/state.h"
#include "base/clock.h"
#include "cache/claims.h"
#include "cache/transactions.h"
#include "client/next_nonce.h"
#include "client/receipt.h"

/*
 * A transaction just sent may not have reached every pool; after this, nobody knowing it means
 * dropped.
 */
#define SPREADS_S 30

/* Between two looks of one who waits: what a person does not notice. */
#define AWAIT_MS 500

/* A transaction being looked at, with what is the same for all of them. */
struct following {
	struct app *app;
	struct session *session;
	uint64_t final;		    /* blocks up to this one count as final */
	enum trust trust;	    /* of what is seen of the transaction now */
	struct cache_tx tx, before; /* as it will be, as it was */
	const struct cache_tx *all; /* every own transaction */
	size_t n;
};

struct outcome {
	const struct cache_tx *tx;
	enum cache_tx_state before;
	bool moved;	/* false: another thread or process moved it while the nodes were asked */
	bool cancelled; /* what took the nonce is an own cancellation */
	struct cache_claim claim;
	bool has_claim;
};

static enum cache_claim_state claim_state_after(enum cache_tx_state s, enum cache_claim_state now)
{
	switch (s) {
	case CACHE_TX_SENT: return CACHE_CLAIM_SENT;
	case CACHE_TX_MINED: return CACHE_CLAIM_MINED;
	case CACHE_TX_CONFIRMED: return CACHE_CLAIM_CONFIRMED;
	case CACHE_TX_FAILED: return CACHE_CLAIM_FAILED;
	case CACHE_TX_REPLACED: return CACHE_CLAIM_REPLACED;
	case CACHE_TX_DROPPED: return CACHE_CLAIM_DROPPED;
	case CACHE_TX_RESERVED:
	case CACHE_TX_SIGNED: return now;
	}
	return now;
}

static enum status put_outcome(struct cache *cache, void *arg, struct err *e)
{
	struct outcome *o = arg;
	struct cache_claim *claims = NULL;
	struct cache_tx now;
	size_t n = 0;
	enum status s = cache_transactions_get(cache, &now, o->tx->id, e);

	if (s != STATUS_OK || now.state != o->before)
		return s == ERR_NOT_FOUND ? STATUS_OK : s;
	o->moved = true;
	s = cache_transactions_update(cache, o->tx, e);
	if (s == STATUS_OK)
		s = cache_claims_all(cache, &claims, &n, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (claims[i].transaction != o->tx->id)
			continue;
		claims[i].state = o->cancelled ? CACHE_CLAIM_CANCELLED
					       : claim_state_after(o->tx->state, claims[i].state);
		claims[i].block = o->tx->block;
		claims[i].mined_at = o->tx->mined_at;
		memcpy(claims[i].note, o->tx->note, sizeof(claims[i].note));
		s = cache_claims_put(cache, &claims[i], e);
		o->claim = claims[i];
		o->has_claim = true;
	}
	free(claims);
	return s;
}

static void tell(const struct following *f, const struct outcome *o)
{
	const struct profile_token *token =
		o->has_claim ? profile_token(f->app->profile, &o->claim.token) : NULL;
	char amount[AMOUNT_TEXT_SIZE];

	switch (f->tx.state) {
	case CACHE_TX_CONFIRMED:
		if (token != NULL) {
			amount_format(amount, &o->claim.amount.raw, token->decimals, 6);
			note_event(f->app, "claims", f->trust, "received %s %s", amount,
				   token->symbol);
		} else {
			note_event(f->app, "act", f->trust, "confirmed: %s", f->tx.what);
		}
		break;
	case CACHE_TX_FAILED:
	case CACHE_TX_REPLACED:
	case CACHE_TX_DROPPED:
		note_event(f->app, "act", f->trust, "%s: %s", f->tx.what, f->tx.note);
		break;
	case CACHE_TX_RESERVED:
	case CACHE_TX_SIGNED:
	case CACHE_TX_SENT:
	case CACHE_TX_MINED: break;
	}
}

/* Whether an own cancellation of this nonce was sent. */
static bool was_cancelled(const struct following *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct cache_tx *t = &f->all[i];

		if (t->kind == CACHE_TX_CANCEL && t->id != f->tx.id && t->nonce == f->tx.nonce &&
		    address_equal(&t->account, &f->tx.account) && t->state >= CACHE_TX_SENT &&
		    t->state <= CACHE_TX_CONFIRMED)
			return true;
	}
	return false;
}

static enum status move(struct following *f, enum cache_tx_state state, const char *note,
			struct err *e)
{
	struct outcome o = {.tx = &f->tx,
			    .before = f->before.state,
			    .cancelled = state == CACHE_TX_REPLACED && was_cancelled(f)};
	bool news = f->before.state != state;
	enum status s;

	f->tx.state = state;
	snprintf(f->tx.note, sizeof(f->tx.note), "%s", o.cancelled ? "cancelled" : note);
	if (!news && f->tx.block == f->before.block && strcmp(f->tx.note, f->before.note) == 0)
		return STATUS_OK;
	s = store_write(f->app, put_outcome, &o, e);
	if (s == STATUS_OK && news && o.moved)
		tell(f, &o);
	return s;
}

/* Where nodes could agree, one's word moves nothing. */
static bool believed(const struct following *f, enum trust trust)
{
	return trust >= TRUST_AGREED || !profile_can_agree(f->app->profile);
}

static enum status on_mined(struct following *f, const struct receipt *r, struct err *e)
{
	struct u256 gas = u256_from_u64(r->gas_used);

	f->trust = r->trust;
	f->tx.block = r->block;
	f->tx.block_hash = r->block_hash;
	if (f->tx.mined_at == 0)
		f->tx.mined_at = clock_now();
	if (u256_mul(&f->tx.fee.raw, &gas, &r->gas_price.raw) != STATUS_OK)
		f->tx.fee.raw = u256_from_u64(0);
	if (!believed(f, r->trust))
		return STATUS_OK;
	if (!r->success)
		return move(f, CACHE_TX_FAILED,
			    "the contract refused it; gas was paid, nothing else happened", e);
	return move(f, r->block <= f->final ? CACHE_TX_CONFIRMED : CACHE_TX_MINED, "", e);
}

static enum status on_absent(struct following *f, const struct receipt *r, struct err *e)
{
	bool was_mined = f->tx.state == CACHE_TX_MINED;
	struct nonce_reading nonce;
	enum status s =
		next_nonce_read(f->session->nodes, &nonce, &f->session->anchor, &f->tx.account, e);

	if (s != STATUS_OK)
		return s;
	f->trust = trust_min(r->trust, nonce.mined_trust);
	f->tx.block = 0;
	f->tx.mined_at = 0;
	if (nonce.mined > f->tx.nonce && believed(f, nonce.mined_trust) && r->fate == TX_ABSENT)
		return move(f, CACHE_TX_REPLACED, "another transaction took its nonce", e);
	if (r->fate == TX_PENDING)
		return move(f, CACHE_TX_SENT,
			    was_mined ? "its block was abandoned; it waits again" : "", e);
	if (was_mined)
		return move(f, CACHE_TX_DROPPED,
			    "its block was abandoned and no node knows it; send it again", e);
	if (clock_now() - f->tx.sent_at > SPREADS_S)
		return move(f, CACHE_TX_DROPPED, "no node knows it any more; send it again", e);
	return STATUS_OK;
}

static enum status follow_sent(struct following *f, struct err *e)
{
	struct receipt r = {0};
	enum status s = receipt_read(f->session->nodes, &r, &f->tx.hash, e);

	if (s == STATUS_OK)
		s = r.fate == TX_MINED ? on_mined(f, &r, e) : on_absent(f, &r, e);
	receipt_release(&r);
	return s;
}

struct all_txs {
	struct cache_tx *rows;
	size_t n;
};

static enum status get_txs(struct cache *cache, void *arg, struct err *e)
{
	struct all_txs *all = arg;

	return cache_transactions_all(cache, &all->rows, &all->n, e);
}

/*
 * Prepared or signed, perhaps elsewhere: while its nonce is free nothing happened. Afterwards a
 * signed one may be what spent it, sent by another machine.
 */
static enum status follow_unsent(struct following *f, struct err *e)
{
	struct nonce_reading nonce;
	enum status s =
		next_nonce_read(f->session->nodes, &nonce, &f->session->anchor, &f->tx.account, e);

	if (s != STATUS_OK || nonce.mined <= f->tx.nonce || !believed(f, nonce.mined_trust))
		return s;
	if (f->tx.state == CACHE_TX_SIGNED)
		return follow_sent(f, e);
	f->trust = nonce.mined_trust;
	return move(f, CACHE_TX_REPLACED, "another transaction took its nonce", e);
}

static enum status follow_one(struct following *f, struct err *e)
{
	switch (f->tx.state) {
	case CACHE_TX_RESERVED:
	case CACHE_TX_SIGNED: return follow_unsent(f, e);
	/* A dropped one is looked at too: a pool that still had it may bring it back. */
	case CACHE_TX_SENT:
	case CACHE_TX_MINED:
	case CACHE_TX_DROPPED: return follow_sent(f, e);
	case CACHE_TX_CONFIRMED:
	case CACHE_TX_FAILED:
	case CACHE_TX_REPLACED: break;
	}
	return STATUS_OK;
}

static bool is_open(enum cache_tx_state s)
{
	return s != CACHE_TX_CONFIRMED && s != CACHE_TX_FAILED && s != CACHE_TX_REPLACED;
}

enum status follow_transactions(struct app *app, struct session *session, struct err *e)
{
	struct following f = {.app = app, .session = session};
	struct all_txs all = {0};
	bool any = false;
	enum status s = store_read(app, get_txs, &all, e);

	for (size_t i = 0; i < all.n; i++)
		any |= is_open(all.rows[i].state);
	if (s == STATUS_OK && any)
		s = anchor_finalized(session->nodes, &f.final, &session->anchor, e);
	if (s != STATUS_OK) {
		free(all.rows);
		return s;
	}
	f.all = all.rows;
	f.n = all.n;
	/* One that the nodes cannot tell about keeps no other from its news. */
	for (size_t i = 0; i < all.n && any && s != ERR_CANCELLED; i++) {
		struct err own = {0};
		enum status one;

		f.tx = f.before = all.rows[i];
		one = follow_one(&f, &own);
		if (one != STATUS_OK && s == STATUS_OK)
			s = err_set(e, one, "%s", own.text);
	}
	free(all.rows);
	return s;
}

size_t transactions_under_way(struct app *app)
{
	struct all_txs all = {0};
	size_t n = 0;

	if (app->profile == NULL || store_read(app, get_txs, &all, NULL) != STATUS_OK)
		return 0;
	for (size_t i = 0; i < all.n; i++)
		n += all.rows[i].state == CACHE_TX_SENT || all.rows[i].state == CACHE_TX_MINED;
	free(all.rows);
	return n;
}

bool follow_in_background(struct app *app, struct task *task)
{
	size_t before = transactions_under_way(app);
	struct session *session;
	struct err e = {0};
	enum status s = session_anchor(app, task, &session, &e);

	if (s == STATUS_OK)
		s = follow_transactions(app, session, &e);
	if (s != STATUS_OK && s != ERR_CANCELLED)
		log_line(app->log, "act", "%s", e.text);
	return transactions_under_way(app) < before;
}

struct wanted_tx {
	const struct hash *hash;
	struct cache_tx tx;
};

static enum status get_tx(struct cache *cache, void *arg, struct err *e)
{
	struct wanted_tx *w = arg;

	return cache_transactions_by_hash(cache, &w->tx, w->hash, e);
}

/* ERR_BUSY as long as it is under way. */
static enum status end_of(const struct cache_tx *tx, struct err *e)
{
	switch (tx->state) {
	case CACHE_TX_CONFIRMED: return STATUS_OK;
	case CACHE_TX_FAILED: return err_set(e, ERR_REVERTED, "%s", tx->note);
	case CACHE_TX_REPLACED:
	case CACHE_TX_DROPPED: return err_set(e, ERR_CHANGED, "%s", tx->note);
	case CACHE_TX_RESERVED:
	case CACHE_TX_SIGNED:
	case CACHE_TX_SENT:
	case CACHE_TX_MINED: break;
	}
	return ERR_BUSY;
}

/* One look at it. ERR_BUSY as long as it is under way. */
static enum status look_at(struct app *app, struct task *task, struct wanted_tx *w, struct err *e)
{
	struct session *session;
	uint64_t depth = 0, head;
	enum status s = session_anchor(app, task, &session, e);

	if (s == STATUS_OK)
		s = follow_transactions(app, session, e);
	if (s == STATUS_OK)
		s = store_read(app, get_tx, w, e);
	if (s == STATUS_OK)
		s = end_of(&w->tx, e);
	if (s != ERR_BUSY)
		return s;
	head = session->anchor.header.number;
	if (w->tx.block != 0 && head >= w->tx.block)
		depth = head - w->tx.block + 1;
	task_progress(task, "waiting for confirmations", depth, app->profile->confirmations + 1,
		      "blocks");
	return s;
}

/* What may be well again at the next look. */
static bool is_passing(enum status s)
{
	return s == ERR_BUSY || s == ERR_UNREACHABLE || s == ERR_TIMEOUT || s == ERR_NOT_AGREED;
}

enum status await_transaction(struct app *app, struct task *task, const struct hash *hash,
			      uint64_t timeout_s, struct err *e)
{
	int64_t began = clock_monotonic_ms();
	struct wanted_tx w = {.hash = hash};
	struct session *session;
	enum status s = session_of(app, task, &session, e);

	while (s == STATUS_OK) {
		enum status look = look_at(app, task, &w, e);

		if (!is_passing(look))
			return look;
		if ((uint64_t)(clock_monotonic_ms() - began) / 1000 >= timeout_s)
			return look == ERR_BUSY ? err_set(e, ERR_TIMEOUT, "not final after %llu s",
							  (unsigned long long)timeout_s)
						: look;
		s = transport_sleep(session->transport, AWAIT_MS);
	}
	return s == ERR_CANCELLED ? err_set(e, s, "stopped waiting") : s;
}
