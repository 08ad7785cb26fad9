/*
 * Claims that the distributor would refuse. Read void_moved_claims(): it takes every open claim
 * from the cache, judges each by what its distributor says (act/claim_hold.h), and moves it by the
 * ledger. Invariant: a row that another thread or process moved meanwhile is left as it is.
 */
#include "act/claim_void.h"

#include <stdio.h>
#include <stdlib.h>

#include "act/claim_hold.h"
#include "act/claim_rows.h"
#include "act/claim_signed.h"
#include "act/distributors.h"
#include "act/ledger_rows.h"
#include "act/payer_reading.h"
#include "app/event.h"
#include "app/state.h"
#include "base/buf.h"
#include "chain/payer_urd.h"
#include "chain/tx_read.h"

struct open_claim {
	struct cache_tx tx;
	struct cache_claim claim;
	struct buf raw; /* empty while it is not signed */
	enum claim_hold hold;
	struct address below; /* as of struct signed_judgement */
	enum trust trust;     /* in what the distributor says */
	bool moved;
};

struct open_claims {
	struct open_claim *rows;
	size_t n;
};

/* A claim that was sent is paid or refused by the chain, which the receipt tells. */
static bool is_open(const struct cache_tx *tx)
{
	return tx->kind == CACHE_TX_CLAIM &&
	       (tx->state == CACHE_TX_DRAFT || ledger_is_sendable(tx->state));
}

static enum status get_open(struct cache *cache, void *arg, struct err *e)
{
	struct open_claims *all = arg;
	struct cache_tx *txs = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &txs, &n, e);

	all->rows = s == STATUS_OK ? calloc(n + 1, sizeof(*all->rows)) : NULL;
	if (s == STATUS_OK && all->rows == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct open_claim *c = &all->rows[all->n];

		if (!is_open(&txs[i]))
			continue;
		c->tx = txs[i];
		/* Transactions are of the chain, claims of the network: another one's stay. */
		s = cache_claims_by_transaction(cache, &c->claim, txs[i].id, e);
		if (s == ERR_NOT_FOUND) {
			s = STATUS_OK;
			continue;
		}
		buf_init(&c->raw, LIMIT_TX);
		all->n++;
		if (s == STATUS_OK && !hash_is_zero(&c->tx.hash))
			s = cache_transactions_raw(cache, &c->raw, c->tx.id, e);
	}
	free(txs);
	return s;
}

static void release(struct open_claims *all)
{
	for (size_t i = 0; i < all->n; i++)
		buf_release(&all->rows[i].raw);
	free(all->rows);
}

/* The proof that would be sent is read from the signed bytes. */
static enum status read_proof(struct entitlement *out, const struct open_claim *c, struct err *e)
{
	struct tx_signature sig;
	struct hash hash;
	struct tx tx;
	enum status s;

	tx_init(&tx);
	s = tx_read_signed(&tx, &sig, &hash, c->raw.data, c->raw.len, e);
	if (s == STATUS_OK && payer_urd_read_claim(out, tx.data.data, tx.data.len) != STATUS_OK)
		s = err_set(e, ERR_PARSE, "the signed bytes of a claim are damaged");
	tx_release(&tx);
	return s;
}

/*
 * A claim from another payer than a URD is judged by its signed bytes. A draft's leaf is in its
 * file alone: it is judged when it comes back signed, and its time is short.
 */
static enum status judge_other(struct app *app, struct session *session, struct open_claim *c,
			       const struct profile_distributor *d, struct err *e)
{
	struct signed_judgement j;
	struct tx_signature sig;
	struct hash hash;
	struct tx tx;
	enum status s;

	if (c->raw.len == 0)
		return STATUS_OK;
	tx_init(&tx);
	s = tx_read_signed(&tx, &sig, &hash, c->raw.data, c->raw.len, e);
	if (s == STATUS_OK)
		s = judge_signed_claim(app, session, &j, d, &tx, &c->tx.account, e);
	tx_release(&tx);
	if (s != STATUS_OK)
		return s;
	c->trust = j.trust;
	c->hold = j.hold;
	c->below = j.below;
	if (j.hold == CLAIM_HOLDS && c->tx.expires_at != 0 &&
	    c->tx.expires_at < payer_reading_time(&session->anchor))
		c->hold = CLAIM_OVERDUE;
	return STATUS_OK;
}

static enum status judge(struct app *app, struct session *session, struct open_claim *c,
			 struct err *e)
{
	const struct profile_distributor *d = profile_distributor(app->profile, &c->claim.payer);
	struct distributor_state now = {.trust = TRUST_NONE};
	struct entitlement en;
	enum status s;

	/* A distributor that the profile does not pin any more is nobody to ask. */
	if (d == NULL || (d->kind == DISTRIBUTOR_URD && !d->has_slots))
		return STATUS_OK;
	if (d->kind != DISTRIBUTOR_URD)
		return judge_other(app, session, c, d, e);
	s = read_distributor(session, &now, d, &c->claim.account, e);
	c->trust = now.trust;
	if (s == STATUS_OK)
		s = require_agreed(app->profile, now.trust, e);
	if (s == STATUS_OK && c->raw.len > 0)
		s = read_proof(&en, c, e);
	if (s == STATUS_OK)
		c->hold = claim_hold_of(
			&c->claim, c->raw.len > 0 ? &en : NULL, c->tx.expires_at,
			&(struct claim_ground){.root = now.root,
					       .claimed = now.claimed,
					       .now = payer_reading_time(&session->anchor)});
	return s;
}

/* Another thread or process may have sent it, or given it up, while the nodes were asked. */
static enum status move(struct cache *cache, void *arg, struct err *e)
{
	struct open_claim *c = arg;
	struct cache_tx now;
	enum status s = cache_transactions_get(cache, &now, c->tx.id, e);

	if (s != STATUS_OK || now.state != c->tx.state)
		return s == ERR_NOT_FOUND ? STATUS_OK : s;
	snprintf(now.note, sizeof(now.note), "%s", claim_hold_note(c->hold));
	s = ledger_record(cache, &now, LEDGER_MOVE, e);
	c->moved = s == STATUS_OK;
	return s;
}

static enum status give_up(struct app *app, struct open_claim *c, struct err *e)
{
	const struct event_owner owner = {.account = &c->tx.account};
	char token[CLAIM_TOKEN_NAME_SIZE];
	struct sentence text = {.n = 0};
	enum status s = store_write(app, move, c, e);

	if (s != STATUS_OK || !c->moved)
		return s;
	sentence_add_sentence(&text, &c->tx.what);
	sentence_add(&text, " is void: %s", claim_hold_note(c->hold));
	if (c->hold == CLAIM_BELOW) {
		name_claim_token(token, app, &c->below);
		sentence_add(&text, ": %s", token);
	}
	note_sentence(app, &owner, "act", c->trust, &text);
	return s;
}

enum status void_moved_claims(struct app *app, struct session *session, struct err *e)
{
	struct open_claims all = {0};
	enum status s = store_read(app, get_open, &all, e);

	for (size_t i = 0; i < all.n && s != ERR_CANCELLED; i++) {
		struct err own = {0};
		enum status one = judge(app, session, &all.rows[i], &own);

		if (one == STATUS_OK && all.rows[i].hold != CLAIM_HOLDS)
			one = give_up(app, &all.rows[i], &own);
		if (one != STATUS_OK && s == STATUS_OK)
			s = err_set(e, one, "%s", own.text);
	}
	release(&all);
	return s;
}
