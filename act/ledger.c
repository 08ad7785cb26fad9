/*
 * Read first the table `transitions`, which is the whole state machine; then the questions that
 * other files ask of a state, each a switch so that a new state must be decided about; then the
 * rules of nonces.
 */
#include "act/ledger.h"

/* One more than the last state: the row of the table for what has no row in the cache. */
#define NO_ROW CACHE_TX_STATES

/* A cell: 0 is forbidden, DELETE deletes, else the next state plus one. */
#define TO(state) ((uint8_t)((state) + 1))
#define DELETE	  UINT8_MAX

#define DRAFT	  TO(CACHE_TX_DRAFT)
#define SIGNED	  TO(CACHE_TX_SIGNED)
#define SENT	  TO(CACHE_TX_SENT)
#define MINED	  TO(CACHE_TX_MINED)
#define CONFIRMED TO(CACHE_TX_CONFIRMED)
#define FAILED	  TO(CACHE_TX_FAILED)
#define REPLACED  TO(CACHE_TX_REPLACED)
#define DROPPED	  TO(CACHE_TX_DROPPED)
#define VOID	  TO(CACHE_TX_VOID)
#define CANCELLED TO(CACHE_TX_CANCELLED)
#define EXPIRED	  TO(CACHE_TX_EXPIRED)

/* The nodes can see all of this of a transaction that is out in the world. */
#define SEEN                                                                                       \
	[LEDGER_SEE_MINED] = MINED, [LEDGER_SEE_FINAL] = CONFIRMED, [LEDGER_SEE_REFUSED] = FAILED, \
	[LEDGER_SEE_SPENT] = REPLACED, [LEDGER_SEE_CANCELLED] = CANCELLED

/* The nodes know the nonce alone of an unsigned one. */
#define SPENT [LEDGER_SEE_SPENT] = REPLACED, [LEDGER_SEE_CANCELLED] = CANCELLED

static const uint8_t transitions[CACHE_TX_STATES + 1][LEDGER_EVENTS] = {
	[NO_ROW] = {[LEDGER_EXPORT] = DRAFT, [LEDGER_SIGN] = SIGNED},
	[CACHE_TX_DRAFT] = {[LEDGER_EXPORT] = DRAFT,
			    [LEDGER_SIGN] = SIGNED,
			    [LEDGER_FORGET] = DELETE,
			    [LEDGER_OVERTAKE] = VOID,
			    [LEDGER_EXPIRE] = EXPIRED,
			    [LEDGER_MOVE] = VOID,
			    SPENT},
	/* One that another machine sent is first seen when its nonce is spent. */
	[CACHE_TX_SIGNED] =
		{[LEDGER_SEND] = SENT, [LEDGER_MOVE] = VOID, [LEDGER_SEE_PENDING] = SENT, SEEN},
	[CACHE_TX_SENT] = {[LEDGER_SEND] = SENT,
			   [LEDGER_SEE_PENDING] = SENT,
			   [LEDGER_SEE_NOTHING] = DROPPED,
			   SEEN},
	[CACHE_TX_MINED] = {[LEDGER_SEE_PENDING] = SENT,
			    [LEDGER_SEE_NOTHING] = DROPPED,
			    [LEDGER_UNDO] = SENT,
			    SEEN},
	[CACHE_TX_CONFIRMED] = {[LEDGER_UNDO] = SENT},
	[CACHE_TX_FAILED] = {[LEDGER_UNDO] = SENT},
	[CACHE_TX_REPLACED] = {0},
	/* A dropped one may come back from a pool that still had it. */
	[CACHE_TX_DROPPED] = {[LEDGER_SEND] = SENT,
			      [LEDGER_MOVE] = VOID,
			      [LEDGER_SEE_PENDING] = SENT,
			      [LEDGER_SEE_NOTHING] = DROPPED,
			      SEEN},
	/* A void one that was signed may be sent from elsewhere all the same. */
	[CACHE_TX_VOID] = {[LEDGER_FORGET] = DELETE,
			   [LEDGER_RETURN] = VOID,
			   [LEDGER_SEE_PENDING] = SENT,
			   SEEN},
	[CACHE_TX_CANCELLED] = {0},
	[CACHE_TX_EXPIRED] = {[LEDGER_FORGET] = DELETE, [LEDGER_RETURN] = VOID, SPENT},
};

enum ledger_verdict ledger_next(enum cache_tx_state *next, const enum cache_tx_state *now,
				enum ledger_event event)
{
	uint8_t cell = transitions[now != NULL ? (unsigned)*now : NO_ROW][event];

	if (cell == 0)
		return LEDGER_FORBIDDEN;
	if (cell == DELETE)
		return LEDGER_DELETES;
	*next = (enum cache_tx_state)(cell - 1);
	return LEDGER_MOVES;
}

bool ledger_takes_nonce(enum cache_tx_state s)
{
	switch (s) {
	case CACHE_TX_SIGNED:
	case CACHE_TX_SENT:
	case CACHE_TX_MINED:
	case CACHE_TX_CONFIRMED:
	case CACHE_TX_FAILED: return true;
	case CACHE_TX_DRAFT:
	case CACHE_TX_REPLACED:
	case CACHE_TX_DROPPED:
	case CACHE_TX_VOID:
	case CACHE_TX_CANCELLED:
	case CACHE_TX_EXPIRED: break;
	}
	return false;
}

bool ledger_is_final(enum cache_tx_state s)
{
	switch (s) {
	case CACHE_TX_CONFIRMED:
	case CACHE_TX_FAILED:
	case CACHE_TX_REPLACED:
	case CACHE_TX_CANCELLED: return true;
	case CACHE_TX_DRAFT:
	case CACHE_TX_SIGNED:
	case CACHE_TX_SENT:
	case CACHE_TX_MINED:
	case CACHE_TX_DROPPED:
	case CACHE_TX_VOID:
	case CACHE_TX_EXPIRED: break;
	}
	return false;
}

bool ledger_is_sendable(enum cache_tx_state s)
{
	return s == CACHE_TX_SIGNED || s == CACHE_TX_DROPPED;
}

bool ledger_is_under_way(enum cache_tx_state s)
{
	return s == CACHE_TX_SENT || s == CACHE_TX_MINED;
}

static bool is_taken(const struct cache_tx *rows, size_t n, const struct address *account,
		     uint64_t nonce)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].nonce == nonce && ledger_takes_nonce(rows[i].state) &&
		    address_equal(&rows[i].account, account))
			return true;
	return false;
}

uint64_t ledger_free_nonce(const struct cache_tx *rows, size_t n, const struct address *account,
			   uint64_t from)
{
	while (is_taken(rows, n, account, from))
		from++;
	return from;
}

bool ledger_is_out(const struct cache_tx *tx, uint64_t next, int64_t now)
{
	return tx->state == CACHE_TX_DRAFT && tx->exported_at != 0 && tx->nonce >= next &&
	       (tx->expires_at == 0 || tx->expires_at >= now);
}

bool ledger_same_kind(const struct cache_tx *a, const struct cache_tx *b)
{
	return a->kind == b->kind && address_equal(&a->account, &b->account);
}
