#include "act/gap.h"

#include <stdio.h>

#include "act/tx_name.h"

/* Whether a row in this state was sent, so that the next nonce need not wait for it. */
static bool was_sent(enum cache_tx_state s)
{
	switch (s) {
	case CACHE_TX_SENT:
	case CACHE_TX_MINED:
	case CACHE_TX_CONFIRMED:
	case CACHE_TX_FAILED:
	case CACHE_TX_REPLACED:
	case CACHE_TX_CANCELLED: return true;
	case CACHE_TX_DRAFT:
	case CACHE_TX_SIGNED:
	case CACHE_TX_DROPPED:
	case CACHE_TX_VOID:
	case CACHE_TX_EXPIRED: break;
	}
	return false;
}

/*
 * Looks at the rows of one nonce. Of several that are signed the newest is named, and one that can
 * be sent before one that is void.
 */
static bool is_filled(struct gap *g, const struct cache_tx *rows, size_t n,
		      const struct address *account)
{
	g->is_signed = false;
	for (size_t i = 0; i < n; i++) {
		const struct cache_tx *tx = &rows[i];

		if (tx->nonce != g->nonce || hash_is_zero(&tx->hash) ||
		    !address_equal(&tx->account, account))
			continue;
		if (was_sent(tx->state))
			return true;
		if (g->is_signed && (g->tx.state != CACHE_TX_VOID || tx->state == CACHE_TX_VOID))
			continue;
		g->is_signed = true;
		g->tx = *tx;
	}
	return false;
}

/* The lowest nonce of a signed row, which is where a gap can begin. */
static uint64_t lowest_signed(const struct cache_tx *rows, size_t n, const struct address *account)
{
	uint64_t lowest = UINT64_MAX;

	for (size_t i = 0; i < n; i++)
		if (rows[i].nonce < lowest && !hash_is_zero(&rows[i].hash) &&
		    !was_sent(rows[i].state) && address_equal(&rows[i].account, account))
			lowest = rows[i].nonce;
	return lowest;
}

bool find_gap(struct gap *out, const struct cache_tx *rows, size_t n, const struct address *account,
	      uint64_t from, uint64_t to)
{
	bool rows_only = from == GAP_OF_ROWS;

	*out = (struct gap){.nonce = rows_only ? lowest_signed(rows, n, account) : from};
	for (; out->nonce < to; out->nonce++)
		if (!is_filled(out, rows, n, account) && (out->is_signed || !rows_only))
			return true;
	return false;
}

void gap_text(char out[static GAP_TEXT_SIZE], const struct gap *g)
{
	char what[TX_NAME_SIZE];
	unsigned long long nonce = g->nonce;
	long long id = g->tx.id;

	if (!g->is_signed) {
		snprintf(out, GAP_TEXT_SIZE,
			 "nonce %llu comes first, and nothing here is signed with it: the next "
			 "thing that you send takes it",
			 nonce);
		return;
	}
	tx_name(what, &g->tx.what);
	if (g->tx.state == CACHE_TX_VOID)
		snprintf(out, GAP_TEXT_SIZE,
			 "nonce %llu comes first: \"%s\" is void and was not sent; the next thing "
			 "that you send takes its nonce, or end it with: byline tx cancel %lld",
			 nonce, what, id);
	else
		snprintf(out, GAP_TEXT_SIZE,
			 "nonce %llu comes first: \"%s\" is %s; send it with: byline tx send "
			 "%lld, or end it with: byline tx cancel %lld",
			 nonce, what,
			 g->tx.state == CACHE_TX_DROPPED ? "known to no node any more"
							 : "signed and not sent",
			 id, id);
}
