#include "act/turn.h"

#include <stdlib.h>

#include "act/gap.h"
#include "act/sighting.h"
#include "act/tx_name.h"
#include "app/state.h"
#include "base/clock.h"
#include "client/receipt.h"

/*
 * Seconds that another byline gets between signing and sending: checking the nonce, a trial run and
 * the broadcast are three rounds of questions, of which each takes a second at slow nodes.
 */
#define SENDING_S 5

#define LOOK_MS 200

struct lower {
	const struct address *account;
	uint64_t from, to;
	struct cache_tx *rows;
	size_t n;
	bool has_gap;
	struct gap gap;
};

static enum status get_lower(struct cache *cache, void *arg, struct err *e)
{
	struct lower *l = arg;
	enum status s = cache_transactions_all(cache, &l->rows, &l->n, e);

	l->has_gap = s == STATUS_OK && find_gap(&l->gap, l->rows, l->n, l->account, l->from, l->to);
	return s;
}

/* Whether the row is one that the nodes should have, and that would keep others waiting. */
static bool is_awaited(const struct cache_tx *tx, const struct lower *l)
{
	return tx->state == CACHE_TX_SENT && tx->nonce >= l->from && tx->nonce < l->to &&
	       address_equal(&tx->account, l->account);
}

static enum status find_lost_of(struct session *session, struct cache_tx *lost,
				const struct lower *l, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < l->n && s == STATUS_OK; i++) {
		const struct cache_tx *tx = &l->rows[i];
		struct receipt r = {0};

		if (!is_awaited(tx, l) || clock_now() - tx->sent_at <= SIGHTING_SPREADS_S ||
		    (lost->id != 0 && lost->nonce < tx->nonce))
			continue;
		s = receipt_read(session->nodes, &r, &tx->hash, e);
		if (s == STATUS_OK && r.fate == TX_ABSENT) {
			*lost = *tx;
			lost->state = CACHE_TX_DROPPED;
		}
		receipt_release(&r);
	}
	return s;
}

enum status find_lost(struct app *app, struct session *session, struct cache_tx *lost,
		      const struct address *account, uint64_t from, uint64_t to, struct err *e)
{
	struct lower l = {.account = account, .from = from, .to = to};
	enum status s = store_read(app, get_lower, &l, e);

	*lost = (struct cache_tx){.id = 0};
	if (s == STATUS_OK)
		s = find_lost_of(session, lost, &l, e);
	free(l.rows);
	return s;
}

static enum status refuse(const struct gap *gap, struct err *e)
{
	char text[GAP_TEXT_SIZE];

	gap_text(text, gap);
	return err_set(e, ERR_REFUSED, "%s", text);
}

/* One look at everything below. ERR_BUSY while another byline is about to send. */
static enum status look(struct app *app, struct session *session, const struct address *account,
			uint64_t from, uint64_t to, struct err *e)
{
	struct lower l = {.account = account, .from = from, .to = to};
	struct cache_tx lost = {.id = 0};
	enum status s = store_read(app, get_lower, &l, e);

	if (s == STATUS_OK && l.has_gap) {
		bool fresh = l.gap.is_signed && l.gap.tx.state == CACHE_TX_SIGNED &&
			     clock_now() - l.gap.tx.signed_at <= SENDING_S;

		s = refuse(&l.gap, e);
		s = fresh ? ERR_BUSY : s;
	} else if (s == STATUS_OK) {
		s = find_lost_of(session, &lost, &l, e);
		if (s == STATUS_OK && lost.id != 0) {
			const struct gap gap = {.nonce = lost.nonce, .is_signed = true, .tx = lost};

			s = refuse(&gap, e);
		}
	}
	free(l.rows);
	return s;
}

/* The nodes are asked again before each look: what another byline sent is in their pools first. */
enum status await_turn(struct app *app, struct session *session, const struct address *account,
		       uint64_t nonce, struct nonce_reading *reading, struct err *e)
{
	int64_t began = clock_monotonic_ms();
	enum status s = STATUS_OK;

	while (s == STATUS_OK && reading->pending < nonce) {
		enum status seen = look(app, session, account, reading->pending, nonce, e);

		if (seen != ERR_BUSY)
			return seen;
		if (clock_monotonic_ms() - began >= SENDING_S * 1000)
			return ERR_REFUSED;
		s = transport_sleep(session->transport, LOOK_MS);
		if (s == STATUS_OK)
			s = next_nonce_read(session->nodes, reading, &session->anchor, account, e);
	}
	return s;
}
