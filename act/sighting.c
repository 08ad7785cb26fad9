#include "act/sighting.h"

/* Where nodes could agree, one's word moves nothing. */
static bool is_believed(const struct sighting *s, enum trust trust)
{
	return trust >= TRUST_AGREED || !s->can_agree;
}

static struct judgement moves(enum ledger_event event, enum trust trust, const char *note)
{
	return (struct judgement){.moves = true, .event = event, .trust = trust, .note = note};
}

static struct judgement judge_mined(const struct sighting *s)
{
	if (!is_believed(s, s->trust))
		return (struct judgement){.moves = false};
	if (!s->success)
		return moves(LEDGER_SEE_REFUSED, s->trust,
			     "the contract refused it; gas was paid, nothing else happened");
	return moves(s->block <= s->final ? LEDGER_SEE_FINAL : LEDGER_SEE_MINED, s->trust, "");
}

static bool is_spent(const struct cache_tx *tx, const struct sighting *s)
{
	return s->nonce > tx->nonce && is_believed(s, s->nonce_trust);
}

/* An own cancellation is told apart from a stranger's transaction: the user wanted the first. */
static struct judgement judge_spent(const struct sighting *s, enum trust trust)
{
	return s->cancelled ? moves(LEDGER_SEE_CANCELLED, trust, "cancelled")
			    : moves(LEDGER_SEE_SPENT, trust, "another transaction took its nonce");
}

/* One node that has it in its pool is enough to wait for it. */
static struct judgement judge_absent(const struct cache_tx *tx, const struct sighting *s)
{
	enum trust trust = trust_min(s->trust, s->nonce_trust);
	bool was_mined = tx->state == CACHE_TX_MINED;

	if (s->fate == SIGHTED_NOWHERE && is_spent(tx, s))
		return judge_spent(s, trust);
	if (s->fate == SIGHTED_PENDING)
		return moves(LEDGER_SEE_PENDING, trust,
			     was_mined ? "its block was abandoned; it waits again" : "");
	/* Nobody misses one that was never sent from here. */
	if (tx->state == CACHE_TX_SIGNED || tx->state == CACHE_TX_VOID)
		return (struct judgement){.moves = false};
	if (was_mined)
		return moves(LEDGER_SEE_NOTHING, trust,
			     "its block was abandoned and no node knows it; send it again");
	if (s->now - tx->sent_at > SIGHTING_SPREADS_S)
		return moves(LEDGER_SEE_NOTHING, trust, "no node knows it any more; send it again");
	return (struct judgement){.moves = false};
}

bool sighting_needs_receipt(const struct cache_tx *tx, uint64_t next_nonce)
{
	switch (tx->state) {
	case CACHE_TX_SIGNED:
	case CACHE_TX_VOID: return next_nonce > tx->nonce && !hash_is_zero(&tx->hash);
	case CACHE_TX_SENT:
	case CACHE_TX_MINED:
	/* A dropped one is looked at too: a pool that still had it may bring it back. */
	case CACHE_TX_DROPPED: return true;
	case CACHE_TX_DRAFT:
	case CACHE_TX_EXPIRED:
	case CACHE_TX_CONFIRMED:
	case CACHE_TX_FAILED:
	case CACHE_TX_REPLACED:
	case CACHE_TX_CANCELLED: break;
	}
	return false;
}

struct judgement judge_sighting(const struct cache_tx *tx, const struct sighting *s)
{
	struct judgement j = {.moves = false};
	enum cache_tx_state next;

	if (sighting_needs_receipt(tx, s->nonce))
		j = s->fate == SIGHTED_MINED ? judge_mined(s) : judge_absent(tx, s);
	else if (is_spent(tx, s))
		j = judge_spent(s, s->nonce_trust);
	if (j.moves && ledger_next(&next, &tx->state, j.event) != LEDGER_MOVES)
		j.moves = false;
	return j;
}
