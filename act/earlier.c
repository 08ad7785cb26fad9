#include "act/earlier.h"

#include "act/ledger.h"

static enum hindrance hindrance_of(const struct earlier_question *q, const struct cache_tx *tx)
{
	bool same = tx->nonce == q->nonce;

	/* A nonce that the chain has seen already is not waited for. */
	if (!same && (tx->nonce > q->nonce || tx->nonce < q->next))
		return HINDERS_NOT;
	switch (tx->state) {
	case CACHE_TX_SIGNED:
	case CACHE_TX_DROPPED: return same ? SIGNED_SAME : SIGNED_BEFORE;
	case CACHE_TX_SENT:
	case CACHE_TX_MINED:
	case CACHE_TX_CONFIRMED:
	case CACHE_TX_FAILED:
	case CACHE_TX_REPLACED:
	case CACHE_TX_CANCELLED: return same ? SIGNED_SAME : HINDERS_NOT;
	/* Given up, but its signature is in the world and may still be sent. */
	case CACHE_TX_VOID: return same ? SIGNED_SAME : HINDERS_NOT;
	case CACHE_TX_DRAFT:
	case CACHE_TX_EXPIRED: break;
	}
	return HINDERS_NOT;
}

void find_earlier(struct earlier *out, const struct cache_tx *rows, size_t n,
		  const struct earlier_question *q)
{
	*out = (struct earlier){.how = HINDERS_NOT};
	for (size_t i = 0; i < n; i++) {
		const struct cache_tx *tx = &rows[i];
		enum hindrance how;

		if ((q->id != 0 && tx->id == q->id) || !address_equal(&tx->account, &q->account))
			continue;
		if (!out->has_draft && tx->nonce == q->nonce &&
		    ledger_is_out(tx, q->next, q->now)) {
			out->has_draft = true;
			out->draft = *tx;
		}
		/* Unsigned ones in any other state cannot happen. */
		how = hash_is_zero(&tx->hash) ? HINDERS_NOT : hindrance_of(q, tx);
		if (how > out->how ||
		    (how != HINDERS_NOT && how == out->how && tx->nonce < out->signed_one.nonce)) {
			out->how = how;
			out->signed_one = *tx;
		}
	}
}
