#include "act/send.h"

#include <stdio.h>

#include "act/act_private.h"
#include "act/claim_rows.h"
#include "act/turn.h"
#include "app/event.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/clock.h"
#include "client/broadcast.h"
#include "client/call.h"
#include "client/next_nonce.h"
#include "client/receipt.h"

struct sending {
	const struct act *act;
	struct cache_tx row;
	enum ledger_event event;
	const char *note;
};

/* The state is asked for before anything leaves: what has ended must not be sent. */
static enum status check_row(struct cache *cache, void *arg, struct err *e)
{
	const struct act *act = arg;

	return ledger_check(cache, (int64_t)act->id, LEDGER_SEND, e);
}

static enum status move_row(struct cache *cache, void *arg, struct err *e)
{
	struct sending *sending = arg;
	enum status s = cache_transactions_get(cache, &sending->row, (int64_t)sending->act->id, e);

	if (s != STATUS_OK)
		return s;
	if (sending->event == LEDGER_SEND)
		sending->row.sent_at = clock_now();
	snprintf(sending->row.note, sizeof(sending->row.note), "%s", sending->note);
	return ledger_record(cache, &sending->row, sending->event, e);
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

/* Its claim would fail, so the next one may use its nonce. Not kept, it is found so again. */
static void give_up(struct app *app, const struct act *act, enum claim_hold hold)
{
	struct sending moved = {.act = act, .event = LEDGER_MOVE, .note = claim_hold_note(hold)};

	if (store_write(app, move_row, &moved, NULL) != STATUS_OK)
		log_line(app->shared->log, "act", "a void claim could not be noted");
}

/* An act that is not signed, or was, as its row says. */
static enum status refuse_unsigned(struct app *app, struct act *act, struct err *e)
{
	enum status s = act->id != 0 ? store_read(app, check_row, act, e) : STATUS_OK;

	if (s != STATUS_OK)
		return s;
	return act->state == ACT_SENT
		       ? err_set(e, ERR_EXISTS, "it was sent already; see: byline tx show %llu",
				 (unsigned long long)act->id)
		       : err_set(e, ERR_USAGE, "only what is signed can be sent");
}

/* Asks whether the act still holds: its nonce, what it claims, and a trial run on the nodes. */
static enum status check_unmoved(struct app *app, struct session *session, struct act *act,
				 struct err *e)
{
	struct nonce_reading nonce;
	enum claim_hold hold;
	enum trust trust;
	enum status s = next_nonce_read(session->nodes, &nonce, &session->anchor, &act->from, e);

	if (s == STATUS_OK && nonce.mined > act->tx.nonce)
		s = tell_spent(session, act, e);
	if (s == STATUS_OK)
		s = store_read(app, check_row, act, e);
	if (s == STATUS_OK && act->kind == ACT_CLAIM) {
		s = check_claim_unmoved(app, session, act, &hold, e);
		if (hold != CLAIM_HOLDS)
			give_up(app, act, hold);
	}
	/* A transaction behind a gap would wait for ever. */
	if (s == STATUS_OK)
		s = await_turn(app, session, &act->from, act->tx.nonce, &nonce, e);
	if (s == STATUS_OK)
		s = call_simulate(session->nodes, &trust, &act->tx, &act->from, e);
	return s;
}

/*
 * The transaction is sent before that is stored: were it the other way round, a crash in between
 * would leave one that seems sent and is not. A sent one that is not stored is found by its nonce.
 */
enum status send_act(struct app *app, struct task *task, struct act *act, struct err *e)
{
	struct session *session;
	struct broadcast sent;
	struct sending sending = {.act = act, .event = LEDGER_SEND, .note = ""};
	struct sentence text = {.n = 0};
	enum status s = require_writable(app, "send", e);

	if (s == STATUS_OK && act->state != ACT_SIGNED)
		s = refuse_unsigned(app, act, e);
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
	s = store_write(app, move_row, &sending, e);
	sentence_add(&text, "sent: ");
	sentence_add_sentence(&text, s == STATUS_OK ? &sending.row.what : &act->summary);
	note_sentence(app, &(struct event_owner){.account = &act->from}, "act", TRUST_REPORTED,
		      &text);
	return s == STATUS_OK ? s : err_prefix(e, s, "it is sent, which cannot be kept here");
}
