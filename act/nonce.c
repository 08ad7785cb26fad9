/*
 * The nonce of an act: taken by a committed row before anything is signed with it, and given back
 * only when nothing can have been signed.
 */
#include "act/nonce.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/text.h"
#include "cache/claims.h"
#include "client/next_nonce.h"

/*
 * A process that died between preparing and signing leaves its nonce taken, and every later
 * transaction would wait for that nonce for ever. Nobody reviews for longer than this; a review
 * that comes back later is refused and prepares anew.
 */
#define RESERVATION_LASTS_S 900

/* The claim that a transaction pays out, or one with id 0. */
static enum status claim_of(struct cache *cache, struct cache_claim *out, int64_t transaction,
			    struct err *e)
{
	struct cache_claim *claims = NULL;
	size_t n = 0;
	enum status s = cache_claims_all(cache, &claims, &n, e);

	*out = (struct cache_claim){0};
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (claims[i].transaction == transaction)
			*out = claims[i];
	free(claims);
	return s;
}

/* What was only prepared leaves no trace: with the row goes the claim that it would have paid. */
static enum status release_row(struct cache *cache, int64_t transaction, struct err *e)
{
	struct cache_claim claim;
	enum status s = claim_of(cache, &claim, transaction, e);

	if (s == STATUS_OK)
		s = cache_transactions_release(cache, transaction, e);
	return s == STATUS_OK && claim.id != 0 ? cache_claims_remove(cache, claim.id, e) : s;
}

enum status load_act_row(struct cache *cache, struct cache_tx *out, const struct act *act,
			 struct err *e)
{
	enum status s = cache_transactions_get(cache, out, (int64_t)act->id, e);

	if (s == STATUS_OK && !hash_equal(&out->signing_hash, &act->signing_hash))
		s = ERR_NOT_FOUND;
	return s == ERR_NOT_FOUND ? err_set(e, s, "it was prepared too long ago; prepare it again")
				  : s;
}

/* Given up meanwhile, there is nothing to give back. */
static enum status release_act(struct cache *cache, void *arg, struct err *e)
{
	const struct act *act = arg;
	struct cache_tx tx;
	enum status s = load_act_row(cache, &tx, act, e);

	if (s == STATUS_OK)
		return release_row(cache, tx.id, e);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

enum status release_nonce(struct app *app, struct act *act)
{
	return store_write(app, release_act, act, NULL);
}

/* A row without a note may be given back when it was abandoned. */
enum status mark_exported(struct cache *cache, const struct act *act, bool exported, struct err *e)
{
	struct cache_tx tx;
	enum status s = load_act_row(cache, &tx, act, e);

	if (s != STATUS_OK)
		return s;
	snprintf(tx.note, sizeof(tx.note), "%s",
		 exported ? "written to a file, perhaps signed elsewhere" : "");
	return cache_transactions_update(cache, &tx, e);
}

struct reservation {
	struct cache_tx tx, earlier;
	uint64_t from; /* the chain's next nonce */
	bool replace;
};

/* Whether nobody can sign it any more: not exported, and older than any review. */
static enum status is_abandoned(struct cache *cache, bool *out, const struct cache_tx *tx,
				struct err *e)
{
	struct cache_claim claim;
	enum status s;

	*out = false;
	/* One from the future is of a clock that was wrong. */
	if (tx->state != CACHE_TX_RESERVED || tx->note[0] != '\0' ||
	    llabs(clock_now() - tx->reserved_at) < RESERVATION_LASTS_S)
		return STATUS_OK;
	s = claim_of(cache, &claim, tx->id, e);
	*out = claim.id == 0 || claim.state == CACHE_CLAIM_PREPARED;
	return s;
}

static enum status next_nonce(struct cache *cache, void *arg, struct err *e)
{
	struct reservation *r = arg;
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		bool abandoned = false;

		if (address_equal(&rows[i].account, &r->tx.account))
			s = is_abandoned(cache, &abandoned, &rows[i], e);
		if (s == STATUS_OK && abandoned)
			s = release_row(cache, rows[i].id, e);
	}
	free(rows);
	return s == STATUS_OK ? cache_transactions_next_nonce(cache, &r->tx.nonce, &r->tx.account,
							      r->from, e)
			      : s;
}

enum status choose_nonce(struct app *app, struct session *session, struct act *act, struct err *e)
{
	struct nonce_reading nonce;
	struct reservation r = {0};
	enum status s = next_nonce_read(session->nodes, &nonce, &session->anchor, &act->from, e);

	if (s != STATUS_OK)
		return s;
	r.tx.account = act->from;
	r.from = nonce.pending;
	s = store_write(app, next_nonce, &r, e);
	act->tx.nonce = r.tx.nonce;
	act->behind = r.tx.nonce - r.from;
	return s;
}

/* How an act is called in its row. */
static enum cache_tx_kind tx_kind_of(enum act_kind kind)
{
	switch (kind) {
	case ACT_CLAIM: return CACHE_TX_CLAIM;
	case ACT_ATTEST: return CACHE_TX_ATTEST;
	case ACT_REVOKE: return CACHE_TX_REVOKE;
	case ACT_SEND: return CACHE_TX_SEND;
	case ACT_CANCEL: return CACHE_TX_CANCEL;
	}
	return CACHE_TX_SEND;
}

/* store_read() opens no transaction around it: the row is committed by itself. */
static enum status reserve(struct cache *cache, void *arg, struct err *e)
{
	struct reservation *r = arg;

	return cache_transactions_reserve(cache, &r->tx, &r->earlier, r->replace, e);
}

enum status reserve_nonce(struct app *app, struct act *act, const char *what, bool replace,
			  struct err *e)
{
	struct reservation r = {.replace = replace};
	enum status s;

	r.tx.account = act->from;
	r.tx.nonce = act->tx.nonce;
	r.tx.kind = tx_kind_of(act->kind);
	r.tx.signing_hash = act->signing_hash;
	r.tx.fee_cap = act->fee_cap;
	r.tx.reserved_at = clock_now();
	text_clean(r.tx.what, sizeof(r.tx.what), what, strlen(what));
	s = store_read(app, reserve, &r, e);
	/* No node knows the earlier one, but it was signed: it may come back, and that is told. */
	if (s == ERR_EXISTS && r.earlier.state == CACHE_TX_DROPPED) {
		r.replace = true;
		s = store_read(app, reserve, &r, e);
	}
	if (s != STATUS_OK)
		return s;
	store_refresh(app);
	act->id = (uint64_t)r.tx.id;
	return STATUS_OK;
}

struct matching {
	const struct act *act;
	struct cache_tx *same;
};

static enum status find_rows(struct cache *cache, void *arg, struct err *e)
{
	struct matching *m = arg;
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (hash_equal(&rows[i].signing_hash, &m->act->signing_hash))
			*m->same = rows[i];
	free(rows);
	return s;
}

enum status match_rows(struct app *app, struct cache_tx *same, const struct act *act, struct err *e)
{
	struct matching m = {.act = act, .same = same};

	*same = (struct cache_tx){0};
	return store_read(app, find_rows, &m, e);
}
