/*
 * The nonce of an act: taken by a committed row before anything is signed with it, and given back
 * only when nothing can have been signed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/act_private.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/text.h"
#include "cache/claims.h"
#include "client/reads.h"

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

/* The row goes, and a later one may get its number: the claim must let go of it. */
static enum status release_row(struct cache *cache, int64_t transaction, struct err *e)
{
	struct cache_claim claim;
	enum status s = claim_of(cache, &claim, transaction, e);

	if (s == STATUS_OK)
		s = cache_transactions_release(cache, transaction, e);
	if (s != STATUS_OK || claim.id == 0)
		return s;
	claim.transaction = 0;
	claim.state = CACHE_CLAIM_CANCELLED;
	return cache_claims_put(cache, &claim, e);
}

static enum status release_act(struct cache *cache, void *arg, struct err *e)
{
	return release_row(cache, (int64_t)((const struct act *)arg)->id, e);
}

enum status release_nonce(struct app *app, struct act *act)
{
	return store_write(app, release_act, act, NULL);
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
	if (tx->state != CACHE_TX_RESERVED || tx->note[0] != '\0' ||
	    tx->reserved_at + RESERVATION_LASTS_S > clock_now())
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
	enum status s = read_nonce(session->nodes, &nonce, &session->anchor, &act->from, e);

	if (s != STATUS_OK)
		return s;
	r.tx.account = act->from;
	r.from = nonce.pending;
	s = store_write(app, next_nonce, &r, e);
	act->tx.nonce = r.tx.nonce;
	return s;
}

void warn_of_nonce(struct act *act, const struct cache_tx *earlier)
{
	char hash[HASH_TEXT_SIZE];

	if (hash_is_zero(&earlier->hash)) {
		snprintf(act->warning, sizeof(act->warning),
			 "nonce %llu was prepared for \"%s\", which may be signed elsewhere; only "
			 "one of the two can happen",
			 (unsigned long long)earlier->nonce, earlier->what);
		return;
	}
	hash_format(hash, &earlier->hash);
	snprintf(act->warning, sizeof(act->warning),
		 "nonce %llu was signed before: \"%.40s\" %s; only one of the two can happen",
		 (unsigned long long)earlier->nonce, earlier->what, hash);
	/* A cancellation names the earlier one in its summary, and is meant against it. */
	if (act->kind == ACT_CANCEL)
		return;
	snprintf(act->confirm, sizeof(act->confirm), "%.4s", hash + strlen(hash) - 4);
	snprintf(act->confirm_prompt, sizeof(act->confirm_prompt),
		 "Type the last four digits of the earlier one's hash to sign: ");
}

enum cache_tx_kind tx_kind_of(enum act_kind kind)
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
	if (r.tx.generation > 0)
		warn_of_nonce(act, &r.earlier);
	return STATUS_OK;
}

struct matching {
	const struct act *act;
	struct cache_tx *same, rival;
};

static enum status find_rows(struct cache *cache, void *arg, struct err *e)
{
	struct matching *m = arg;
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (hash_equal(&rows[i].signing_hash, &m->act->signing_hash))
			*m->same = rows[i];
		else if (rows[i].nonce == m->act->tx.nonce &&
			 address_equal(&rows[i].account, &m->act->from) &&
			 rows[i].state != CACHE_TX_RESERVED && m->rival.id == 0)
			m->rival = rows[i];
	}
	free(rows);
	return s;
}

enum status match_rows(struct app *app, struct cache_tx *same, struct act *act, struct err *e)
{
	struct matching m = {.act = act, .same = same};
	enum status s;

	*same = (struct cache_tx){0};
	s = store_read(app, find_rows, &m, e);
	if (s == STATUS_OK && m.rival.id != 0)
		warn_of_nonce(act, &m.rival);
	return s;
}
