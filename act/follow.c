/*
 * Finds out what became of own transactions. Read follow_one(): it asks the nodes for the nonce
 * and, where that can matter, for the receipt; judge_sighting() turns both into an event, and
 * move() stores it by the ledger. follow_transactions() does this for every open row,
 * await_transaction() repeats it for one until that ends. Invariant: a row that another thread or
 * process moved meanwhile is left as it is.
 */
#include "act/follow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/claim_void.h"
#include "act/ledger_rows.h"
#include "act/payer_reading.h"
#include "act/sighting.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/clock.h"
#include "cache/claims.h"
#include "cache/transactions.h"
#include "client/next_nonce.h"
#include "client/receipt.h"

/* Between two looks of one who waits: what a person does not notice. */
#define AWAIT_MS 500

/* A transaction being looked at, with what is the same for all of them. */
struct following {
	struct app *app;
	struct session *session;
	uint64_t final;		    /* blocks up to this one count as final */
	struct judgement judgement; /* the meaning of the last sighting */
	struct cache_tx tx, before; /* as it will be, as it was */
	const struct cache_tx *all; /* every own transaction */
	size_t n;
};

struct move_job {
	struct cache_tx tx; /* as it will be */
	enum cache_tx_state before;
	enum ledger_event event;
	bool moved; /* false: another thread or process moved it while the nodes were asked */
	bool has_claim;
	struct cache_claim claim;
};

static enum status put_outcome(struct cache *cache, void *arg, struct err *e)
{
	struct move_job *o = arg;
	struct cache_tx now;
	enum status s = cache_transactions_get(cache, &now, o->tx.id, e);

	if (s != STATUS_OK || now.state != o->before)
		return s == ERR_NOT_FOUND ? STATUS_OK : s;
	o->moved = true;
	s = ledger_record(cache, &o->tx, o->event, e);
	if (s != STATUS_OK)
		return s;
	s = cache_claims_by_transaction(cache, &o->claim, o->tx.id, e);
	o->has_claim = s == STATUS_OK;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

/*
 * The token that a confirmed claim brought to the account. Only a URD pays just what it was asked
 * for to the account itself; elsewhere the payments that are found on the chain say what arrived.
 */
static const struct profile_token *paid_token(const struct following *f, const struct move_job *o)
{
	const struct profile *p = f->app->profile;
	const struct profile_distributor *d =
		o->has_claim ? profile_distributor(p, &o->claim.payer) : NULL;

	return o->has_claim && (d == NULL || d->kind == DISTRIBUTOR_URD)
		       ? profile_token(p, &o->claim.token)
		       : NULL;
}

static void tell(const struct following *f, const struct move_job *o)
{
	const struct profile_token *token = paid_token(f, o);
	const struct event_owner owner = {.account = &o->tx.account};
	struct sentence text = {.n = 0};

	switch (o->tx.state) {
	case CACHE_TX_CONFIRMED:
		if (token != NULL) {
			sentence_add(&text, "received ");
			sentence_add_amount(&text, &o->claim.amount.raw, token->symbol,
					    token->decimals, AMOUNT_PLACES);
		} else {
			sentence_add(&text, "confirmed: ");
			sentence_add_sentence(&text, &o->tx.what);
		}
		note_sentence(f->app, &owner, token != NULL ? "claims" : "act", f->judgement.trust,
			      &text);
		break;
	case CACHE_TX_FAILED:
	case CACHE_TX_REPLACED:
	case CACHE_TX_CANCELLED:
	case CACHE_TX_DROPPED:
		sentence_add_sentence(&text, &o->tx.what);
		sentence_add(&text, ": %s", o->tx.note);
		note_sentence(f->app, &owner, "act", f->judgement.trust, &text);
		break;
	case CACHE_TX_DRAFT:
	case CACHE_TX_SIGNED:
	case CACHE_TX_SENT:
	case CACHE_TX_MINED:
	case CACHE_TX_VOID:
	case CACHE_TX_EXPIRED: break;
	}
}

/* Whether an own cancellation of this nonce was sent. */
static bool was_cancelled(const struct following *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct cache_tx *t = &f->all[i];

		if (t->kind == CACHE_TX_CANCEL && t->id != f->tx.id && t->nonce == f->tx.nonce &&
		    address_equal(&t->account, &f->tx.account) &&
		    (ledger_is_under_way(t->state) || t->state == CACHE_TX_CONFIRMED))
			return true;
	}
	return false;
}

/* Stores what the judgement says, unless nothing is new. */
static enum status move(struct following *f, struct err *e)
{
	struct move_job o = {.tx = f->tx, .before = f->before.state, .event = f->judgement.event};
	enum cache_tx_state next = f->before.state;
	bool news;
	enum status s;

	snprintf(o.tx.note, sizeof(o.tx.note), "%s", f->judgement.note);
	if (ledger_next(&next, &f->before.state, o.event) != LEDGER_MOVES)
		return STATUS_OK;
	news = next != f->before.state;
	if (!news && o.tx.block == f->before.block && strcmp(o.tx.note, f->before.note) == 0)
		return STATUS_OK;
	s = store_write(f->app, put_outcome, &o, e);
	if (s == STATUS_OK && news && o.moved)
		tell(f, &o);
	return s;
}

/* Whether a void one was prepared and signed again byte by byte: the other row is followed. */
static bool has_twin(const struct following *f)
{
	for (size_t i = 0; f->tx.state == CACHE_TX_VOID && i < f->n; i++)
		if (f->all[i].id != f->tx.id && hash_equal(&f->all[i].hash, &f->tx.hash))
			return true;
	return false;
}

/* Asks the nodes for the receipt, and notes block and fee of a mined one in f->tx. */
static enum status sight(struct following *f, struct sighting *out, struct err *e)
{
	struct receipt r = {0};
	enum status s = receipt_read(f->session->nodes, &r, &f->tx.hash, e);

	if (s != STATUS_OK)
		return s;
	out->fate = r.fate == TX_MINED	   ? SIGHTED_MINED
		    : r.fate == TX_PENDING ? SIGHTED_PENDING
					   : SIGHTED_NOWHERE;
	out->trust = r.trust;
	out->success = r.success;
	out->block = r.block;
	f->tx.block = 0;
	f->tx.mined_at = 0;
	if (r.fate == TX_MINED) {
		struct u256 gas = u256_from_u64(r.gas_used);

		f->tx.block = r.block;
		f->tx.block_hash = r.block_hash;
		f->tx.mined_at = f->before.mined_at != 0 ? f->before.mined_at : clock_now();
		if (u256_mul(&f->tx.fee.raw, &gas, &r.gas_price.raw) != STATUS_OK)
			f->tx.fee.raw = u256_from_u64(0);
	}
	receipt_release(&r);
	return STATUS_OK;
}

static enum status follow_one(struct following *f, struct err *e)
{
	struct sighting seen = {.final = f->final,
				.cancelled = was_cancelled(f),
				.can_agree = profile_can_agree(f->app->profile),
				.now = clock_now()};
	struct nonce_reading nonce;
	enum status s =
		next_nonce_read(f->session->nodes, &nonce, &f->session->anchor, &f->tx.account, e);

	if (s != STATUS_OK)
		return s;
	seen.nonce = nonce.mined;
	seen.nonce_trust = nonce.mined_trust;
	if (sighting_needs_receipt(&f->tx, nonce.mined) && !has_twin(f))
		s = sight(f, &seen, e);
	if (s != STATUS_OK)
		return s;
	f->judgement = judge_sighting(&f->before, &seen);
	return f->judgement.moves ? move(f, e) : STATUS_OK;
}

struct all_txs {
	struct cache_tx *rows;
	size_t n;
	int64_t now; /* by the nodes' clocks: a clock of ours that is ahead makes nothing void */
};

static enum status get_txs(struct cache *cache, void *arg, struct err *e)
{
	struct all_txs *all = arg;

	return cache_transactions_all(cache, &all->rows, &all->n, e);
}

/* Expires drafts first, so that none is asked about whose time is over. */
static enum status expire_and_get(struct cache *cache, void *arg, struct err *e)
{
	const struct all_txs *all = arg;
	enum status s = ledger_expire(cache, all->now, e);

	return s == STATUS_OK ? get_txs(cache, arg, e) : s;
}

enum status follow_transactions(struct app *app, struct session *session, struct err *e)
{
	struct following f = {.app = app, .session = session};
	struct all_txs all = {.now = payer_reading_time(&session->anchor)};
	bool any = false;
	enum status s = store_write(app, expire_and_get, &all, e);

	for (size_t i = 0; i < all.n; i++)
		any |= !ledger_is_final(all.rows[i].state);
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

		if (ledger_is_final(all.rows[i].state))
			continue;
		f.tx = f.before = all.rows[i];
		one = follow_one(&f, &own);
		if (one != STATUS_OK && s == STATUS_OK)
			s = err_set(e, one, "%s", own.text);
	}
	free(all.rows);
	/* After the receipts: a claim that another machine sent is paid, and not void. */
	if (s == STATUS_OK && any)
		s = void_moved_claims(app, session, e);
	return s;
}

size_t count_under_way(struct app *app)
{
	struct all_txs all = {0};
	size_t n = 0;

	if (app->profile == NULL || store_read(app, get_txs, &all, NULL) != STATUS_OK)
		return 0;
	for (size_t i = 0; i < all.n; i++)
		n += ledger_is_under_way(all.rows[i].state);
	free(all.rows);
	return n;
}

bool follow_in_background(struct app *app, struct task *task)
{
	size_t before = count_under_way(app);
	struct session *session;
	struct err e = {0};
	enum status s = session_anchor(app, task, &session, &e);

	if (s == STATUS_OK)
		s = follow_transactions(app, session, &e);
	if (s != STATUS_OK && s != ERR_CANCELLED)
		log_line(app->shared->log, "act", "%s", e.text);
	return count_under_way(app) < before;
}

struct awaited_tx {
	const struct hash *hash;
	struct cache_tx tx;
};

static enum status get_tx(struct cache *cache, void *arg, struct err *e)
{
	struct awaited_tx *w = arg;

	return cache_transactions_by_hash(cache, &w->tx, w->hash, e);
}

/* ERR_BUSY as long as it is under way. */
static enum status end_of(const struct cache_tx *tx, struct err *e)
{
	switch (tx->state) {
	case CACHE_TX_CONFIRMED: return STATUS_OK;
	case CACHE_TX_FAILED: return err_set(e, ERR_REVERTED, "%s", tx->note);
	case CACHE_TX_REPLACED:
	case CACHE_TX_CANCELLED:
	case CACHE_TX_VOID:
	case CACHE_TX_EXPIRED:
	case CACHE_TX_DROPPED: return err_set(e, ERR_CHANGED, "%s", tx->note);
	case CACHE_TX_DRAFT:
	case CACHE_TX_SIGNED:
	case CACHE_TX_SENT:
	case CACHE_TX_MINED: break;
	}
	return ERR_BUSY;
}

/* One look at it. ERR_BUSY as long as it is under way. */
static enum status look_at(struct app *app, struct task *task, struct awaited_tx *w, struct err *e)
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

/* These failures may be gone at the next look. */
static bool is_passing(enum status s)
{
	return s == ERR_BUSY || s == ERR_UNREACHABLE || s == ERR_TIMEOUT || s == ERR_NOT_AGREED;
}

enum status await_transaction(struct app *app, struct task *task, const struct hash *hash,
			      uint64_t timeout_s, struct err *e)
{
	int64_t began = clock_monotonic_ms();
	struct awaited_tx w = {.hash = hash};
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
