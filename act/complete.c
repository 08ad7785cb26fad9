/*
 * The last step of every preparation. Read complete_act(): the price of gas and its limit, then the
 * nonce, since another byline may take one meanwhile, then prices above those of transactions that
 * have the nonce already, then all fees and the funds (act/price.c), then the warnings that depend
 * on the nonce. Invariant: nothing here is stored but expired drafts; a nonce that was chosen is
 * not taken.
 */
#include "act/complete.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "act/delegated.h"
#include "act/earlier.h"
#include "act/gap.h"
#include "act/outbid.h"
#include "act/payer_reading.h"
#include "act/price.h"
#include "act/turn.h"
#include "act/tx_name.h"
#include "app/state.h"
#include "base/clock.h"
#include "client/next_nonce.h"

struct choosing {
	const struct address *account;
	uint64_t next;	/* the chain's */
	uint64_t nonce; /* chosen, or given */
	bool replace;	/* the nonce is given */
	int64_t now;	/* by the nodes' clocks */
	unsigned ahead; /* so many free nonces are left to those that go first */
	bool has_gap;	/* a given nonce waits for another, which nothing was sent with */
	struct gap gap;
	struct earlier found;
};

/*
 * Chooses the nonce and looks for what stands in its way, in one transaction. Were these two steps,
 * another byline could sign with the nonce in between: its transaction would then be named as the
 * earlier one, and a confirmation would sign the same nonce again.
 */
static enum status choose_free(struct cache *cache, void *arg, struct err *e)
{
	struct choosing *c = arg;
	struct earlier_question q = {.account = *c->account, .now = c->now};
	struct cache_tx *rows = NULL;
	size_t n = 0;
	/* Drafts that are too old go first, so that none of them is asked about. */
	enum status s = ledger_expire(cache, q.now, e);

	if (s == STATUS_OK)
		s = cache_transactions_all(cache, &rows, &n, e);
	if (s != STATUS_OK)
		return s;
	if (!c->replace)
		c->nonce = ledger_free_nonce(rows, n, c->account, c->next);
	for (unsigned i = 0; !c->replace && i < c->ahead; i++)
		c->nonce = ledger_free_nonce(rows, n, c->account, c->nonce + 1);
	q.nonce = c->nonce;
	q.next = c->next < c->nonce ? c->next : c->nonce;
	find_earlier(&c->found, rows, n, &q);
	c->has_gap = find_gap(&c->gap, rows, n, c->account, c->next, c->nonce);
	free(rows);
	return STATUS_OK;
}

/*
 * A nonce that is chosen fills the lowest gap, or follows what is signed, which is named then. What
 * the nodes have lost is found only by asking for it.
 */
static enum status name_lost(struct app *app, struct session *session, struct choosing *c,
			     struct err *e)
{
	struct cache_tx lost;
	enum status s = find_lost(app, session, &lost, c->account, c->next, c->nonce, e);

	if (s != STATUS_OK || lost.id == 0)
		return s;
	c->has_gap = true;
	c->gap = (struct gap){.nonce = lost.nonce, .is_signed = true, .tx = lost};
	if (c->found.how == HINDERS_NOT) {
		c->found.how = SIGNED_BEFORE;
		c->found.signed_one = lost;
	}
	return s;
}

/* A cancellation that would have to wait ends nothing, and is not worth a signature. */
static enum status refuse_gap(const struct choosing *c, struct err *e)
{
	char text[GAP_TEXT_SIZE];

	gap_text(text, &c->gap);
	return err_set(e, ERR_REFUSED, "%s", text);
}

static enum status choose_nonce(struct app *app, struct session *session, struct act *act,
				struct earlier *found, bool replace, struct err *e)
{
	struct choosing c = {.account = &act->from,
			     .nonce = act->tx.nonce,
			     .replace = replace,
			     .now = payer_reading_time(&session->anchor),
			     .ahead = act->ahead};
	struct nonce_reading nonce;
	enum status s = next_nonce_read(session->nodes, &nonce, &session->anchor, &act->from, e);

	if (s != STATUS_OK)
		return s;
	c.next = nonce.pending;
	s = store_write(app, choose_free, &c, e);
	if (s == STATUS_OK && c.nonce > c.next)
		s = name_lost(app, session, &c, e);
	if (s == STATUS_OK && replace && c.has_gap)
		s = refuse_gap(&c, e);
	act->tx.nonce = c.nonce;
	act->behind = c.nonce > c.next ? c.nonce - c.next : 0;
	*found = c.found;
	return s;
}

struct searching {
	struct earlier_question q;
	struct earlier found;
};

static bool is_draft(const struct cache_tx *rows, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].id == id)
			return rows[i].state == CACHE_TX_DRAFT;
	return false;
}

/* The rule is a function of the rows; this reads them. */
static enum status search(struct cache *cache, void *arg, struct err *e)
{
	struct searching *search = arg;
	const struct earlier_question *q = &search->q;
	struct cache_tx *rows = NULL;
	struct gap gap;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	if (s == STATUS_OK)
		find_earlier(&search->found, rows, n, q);
	/* A draft was prepared here, so that what is below its nonce is known here too. */
	if (s == STATUS_OK && is_draft(rows, n, q->id) && search->found.how == HINDERS_NOT &&
	    find_gap(&gap, rows, n, &q->account, GAP_OF_ROWS, q->nonce)) {
		search->found.how = SIGNED_BEFORE;
		search->found.signed_one = gap.tx;
	}
	free(rows);
	return s;
}

/* Names file, time and nonce, so that the user can decide to wait for it instead. */
static void warn_of_draft(struct act *act, const struct cache_tx *draft)
{
	char time[CLOCK_LOCAL_SIZE], what[TX_NAME_SIZE];
	size_t len = strlen(act->warning);

	clock_format_local(time, draft->exported_at);
	tx_name(what, &draft->what);
	snprintf(act->warning + len, sizeof(act->warning) - len,
		 "%s\"%s\" with nonce %llu was written to %.120s at %s and may be signed "
		 "elsewhere; if this goes first, that file is void",
		 len > 0 ? "; " : "", what, (unsigned long long)draft->nonce, draft->file, time);
	act->first_of = (uint64_t)draft->id;
	if (act->earlier == 0)
		snprintf(act->hindrance, sizeof(act->hindrance), "FIRST");
}

/* How a transaction that was signed is not with the nodes. */
static const char *unsent_word(enum cache_tx_state s)
{
	return s == CACHE_TX_DROPPED ? "signed and known to no node any more"
	       : s == CACHE_TX_VOID  ? "signed, void and not sent"
				     : "signed and not sent";
}

static void warn_of_signed(struct act *act, const struct earlier *found)
{
	const struct cache_tx *tx = &found->signed_one;
	char hash[HASH_TEXT_SIZE], what[TX_NAME_SIZE];

	hash_format(hash, &tx->hash);
	tx_name(what, &tx->what);
	act->reuses = found->how == SIGNED_SAME && act->kind != ACT_CANCEL;
	if (found->how == SIGNED_SAME)
		snprintf(act->warning, sizeof(act->warning),
			 "nonce %llu was signed before: \"%s\" (transaction %lld%s) %s; only one "
			 "of the two can "
			 "happen",
			 (unsigned long long)tx->nonce, what, (long long)tx->id,
			 tx->state == CACHE_TX_VOID ? ", void" : "", hash);
	else
		snprintf(act->warning, sizeof(act->warning),
			 "nonce %llu is %s: \"%s\" %s; this can be sent only after it: byline tx "
			 "%s %lld",
			 (unsigned long long)tx->nonce, unsent_word(tx->state), what, hash,
			 tx->state == CACHE_TX_VOID ? "cancel" : "send", (long long)tx->id);
	/* A cancellation names the earlier one in its summary, and is meant against it. */
	if (act->kind == ACT_CANCEL)
		return;
	act->earlier = (uint64_t)tx->id;
	act->earlier_hash = tx->hash;
	snprintf(act->hindrance, sizeof(act->hindrance), "%.4s", hash + strlen(hash) - 4);
}

static void word_warnings(struct act *act, const struct earlier *found)
{
	act->warning[0] = '\0';
	if (found->how != HINDERS_NOT)
		warn_of_signed(act, found);
	if (found->has_draft)
		warn_of_draft(act, &found->draft);
}

enum status warn_of_earlier(struct app *app, struct act *act, struct err *e)
{
	struct searching search_for = {.q = {.account = act->from,
					     .nonce = act->tx.nonce,
					     .next = act->tx.nonce - act->behind,
					     .id = (int64_t)act->id,
					     .now = clock_now()}};
	enum status s = store_read(app, search, &search_for, e);

	if (s != STATUS_OK)
		return s;
	word_warnings(act, &search_for.found);
	return name_obstacle_words(app, act, e);
}

enum status complete_act(struct app *app, struct session *session, struct act *act,
			 const struct sentence *what, bool replace, struct err *e)
{
	struct earlier found;
	enum status s;

	act->what = *what;
	act->tx.chain_id = app->profile->chain_id;
	s = choose_gas(session, act, e);
	if (s == STATUS_OK)
		s = choose_nonce(app, session, act, &found, replace, e);
	if (s == STATUS_OK)
		s = outbid_signed(app, act, e);
	if (s == STATUS_OK)
		s = price_act(app, session, act, e);
	if (s == STATUS_OK)
		s = require_funds(app, session, act, e);
	if (s != STATUS_OK)
		return s;
	tell_rollup_fees(app, act);
	word_warnings(act, &found);
	s = name_obstacle_words(app, act, e);
	return s == STATUS_OK ? warn_of_delegation(session, act, &act->from, e) : s;
}
