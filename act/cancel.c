/*
 * Own transactions that the cache knows, found by hash, by row or by claim, and what can be done
 * with them: an act to look at or to send again (act_of_row()), or a cancellation
 * (prepare_replacement()), which is a transfer of nothing to oneself with the same nonce and a
 * higher fee. Invariant: only a nonce that was signed for and is not spent is paid for.
 */
#include "act/cancel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "act/complete.h"
#include "act/price.h"
#include "act/tx_name.h"
#include "app/state.h"
#include "base/buf.h"
#include "cache/claims.h"
#include "cache/transactions.h"
#include "chain/tx_read.h"

struct known_tx {
	const struct hash *hash;
	int64_t id;
	struct cache_tx tx;
	int64_t claim; /* the claim that it pays out; 0 = none */
	struct buf raw;
};

/* The signed bytes of a draft are missing, which is no fault. */
static enum status get_tx(struct cache *cache, void *arg, struct err *e)
{
	struct known_tx *w = arg;
	struct cache_claim claim;
	enum status s = w->hash != NULL ? cache_transactions_by_hash(cache, &w->tx, w->hash, e)
					: cache_transactions_get(cache, &w->tx, w->id, e);

	if (s == STATUS_OK) {
		enum status raw = cache_transactions_raw(cache, &w->raw, w->tx.id, e);

		s = raw == ERR_NOT_FOUND ? STATUS_OK : raw;
	}
	if (s != STATUS_OK || w->tx.kind != CACHE_TX_CLAIM)
		return s;
	s = cache_claims_by_transaction(cache, &claim, w->tx.id, e);
	w->claim = s == STATUS_OK ? claim.id : 0;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum act_kind act_kind_of(enum cache_tx_kind kind)
{
	switch (kind) {
	case CACHE_TX_CLAIM: return ACT_CLAIM;
	case CACHE_TX_ATTEST: return ACT_ATTEST;
	case CACHE_TX_REVOKE: return ACT_REVOKE;
	case CACHE_TX_SEND: return ACT_SEND;
	case CACHE_TX_CANCEL: return ACT_CANCEL;
	}
	return ACT_SEND;
}

/* A row that cannot be sent (any more) becomes an act in state ACT_SENT, for show alone. */
static enum status act_of_row(struct app *app, struct act **out, const struct known_tx *w,
			      struct err *e)
{
	struct act *act = new_act(app, act_kind_of(w->tx.kind), &w->tx.account);
	struct tx_signature sig;
	enum status s;

	*out = act;
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	act->id = (uint64_t)w->tx.id;
	act->subject = (uint64_t)w->claim;
	act->state = ledger_is_sendable(w->tx.state) ? ACT_SIGNED : ACT_SENT;
	buf_add(&act->raw, w->raw.data, w->raw.len);
	snprintf(act->title, sizeof(act->title), "TRANSACTION");
	act->summary = w->tx.what;
	tx_release(&act->tx);
	s = tx_read_signed(&act->tx, &sig, &act->hash, w->raw.data, w->raw.len, e);
	if (s == STATUS_OK)
		s = describe_act(app, act, e);
	if (s == STATUS_OK)
		take_stored_cap(app, act, &w->tx.fee_cap);
	return s;
}

/* Needs no network: everything comes from the cache. */
enum status open_transaction(struct app *app, struct act **out, const struct hash *hash,
			     struct err *e)
{
	struct known_tx w = {.hash = hash};
	struct act *act = NULL;
	enum status s;

	*out = NULL;
	buf_init(&w.raw, LIMIT_CALLDATA + 4 * KIB);
	s = store_read(app, get_tx, &w, e);
	if (s == ERR_NOT_FOUND)
		s = err_set(e, s, "no own transaction with this hash; see: byline tx list");
	if (s == STATUS_OK)
		s = act_of_row(app, &act, &w, e);
	buf_release(&w.raw);
	return act_hand_over(out, act, s);
}

/* Only a nonce that is taken and not spent is spent by a cancellation. */
static enum status check_cancellable(const struct cache_tx *tx, struct err *e)
{
	char what[TX_NAME_SIZE];

	tx_name(what, &tx->what);
	switch (tx->state) {
	case CACHE_TX_SIGNED:
	case CACHE_TX_SENT:
	case CACHE_TX_DROPPED: return STATUS_OK;
	case CACHE_TX_VOID:
		if (!hash_is_zero(&tx->hash))
			return STATUS_OK;
		break;
	case CACHE_TX_DRAFT:
	case CACHE_TX_EXPIRED: break;
	case CACHE_TX_MINED:
	case CACHE_TX_CONFIRMED:
	case CACHE_TX_FAILED:
		return err_set(e, ERR_CHANGED,
			       "\"%s\" is in a block already and cannot be cancelled", what);
	case CACHE_TX_REPLACED:
	case CACHE_TX_CANCELLED:
		return err_set(e, ERR_CHANGED, "another transaction took the nonce of \"%s\"",
			       what);
	}
	return err_set(e, ERR_USAGE,
		       "\"%s\" was never signed here and takes no nonce, so there is nothing to "
		       "pay for: forget it instead",
		       what);
}

/* A transaction to oneself with the nonce of `w`; complete_act() has it pay more. */
static enum status prepare_replacement(struct app *app, struct task *task, struct act **out,
				       const struct known_tx *w, struct err *e)
{
	struct session *session;
	struct sentence what = {.n = 0};
	struct act *act;
	enum status s = session_anchor(app, task, &session, e);

	if (s != STATUS_OK)
		return s;
	act = new_act(app, ACT_CANCEL, &w->tx.account);
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	act->tx.to = w->tx.account;
	act->tx.nonce = w->tx.nonce;
	sentence_add(&act->summary, "Spends nonce %llu, so that \"",
		     (unsigned long long)w->tx.nonce);
	sentence_add_sentence(&act->summary, &w->tx.what);
	sentence_add(&act->summary, "\" cannot happen");
	sentence_add(&what, "cancel");
	snprintf(act->title, sizeof(act->title), "CANCEL");
	s = complete_act(app, session, act, &what, true, e);
	return act_hand_over(out, act, s);
}

/* Reads the row by `read`, which fills `w`, and prepares the cancellation. */
static enum status cancel_one(struct app *app, struct task *task, struct act **out, store_job *read,
			      void *arg, struct known_tx *w, struct err *e)
{
	enum status s = require_writable(app, "prepare a cancellation", e);

	*out = NULL;
	buf_init(&w->raw, LIMIT_CALLDATA + 4 * KIB);
	if (s == STATUS_OK)
		s = store_read(app, read, arg, e);
	if (s == STATUS_OK)
		s = check_cancellable(&w->tx, e);
	if (s == STATUS_OK)
		s = prepare_replacement(app, task, out, w, e);
	if (s == STATUS_OK)
		(*out)->subject = (uint64_t)w->claim;
	buf_release(&w->raw);
	return s;
}

enum status prepare_cancel_transaction(struct app *app, struct task *task, struct act **out,
				       uint64_t id, struct err *e)
{
	struct known_tx w = {.id = (int64_t)id};

	return cancel_one(app, task, out, get_tx, &w, &w, e);
}

struct claim_tx {
	int64_t claim;
	struct known_tx w;
};

/* A claim leads to its transaction. */
static enum status get_claim_tx(struct cache *cache, void *arg, struct err *e)
{
	struct claim_tx *c = arg;
	struct cache_claim row;
	enum status s = cache_claims_get(cache, &row, c->claim, e);

	if (s != STATUS_OK)
		return err_set(e, s, "no claim %lld; see: byline claim status",
			       (long long)c->claim);
	c->w.id = row.transaction;
	return get_tx(cache, &c->w, e);
}

enum status prepare_cancel(struct app *app, struct task *task, struct act **out, uint64_t claim,
			   struct err *e)
{
	struct claim_tx c = {.claim = (int64_t)claim};

	return cancel_one(app, task, out, get_claim_tx, &c, &c.w, e);
}
