/*
 * The signed bytes are compared and not the names of acts: a dataset may be renamed, and two may
 * have one name.
 */
#include "act/repeated.h"

#include <stdlib.h>
#include <string.h>

#include "act/tx_name.h"
#include "app/state.h"
#include "base/buf.h"
#include "cache/transactions.h"
#include "chain/tx_read.h"

struct repetition {
	const struct act *act;
	struct cache_tx found; /* id 0: none */
};

/* Whether a transaction in this state may still happen, or has happened. */
static bool is_alive(enum cache_tx_state state)
{
	switch (state) {
	case CACHE_TX_SIGNED:
	case CACHE_TX_SENT:
	case CACHE_TX_MINED:
	case CACHE_TX_CONFIRMED:
	case CACHE_TX_DROPPED: return true;
	case CACHE_TX_DRAFT:
	case CACHE_TX_FAILED:
	case CACHE_TX_REPLACED:
	case CACHE_TX_VOID:
	case CACHE_TX_CANCELLED:
	case CACHE_TX_EXPIRED: break;
	}
	return false;
}

/* Whether the signed bytes of a row make the call of the act. Unreadable bytes do not. */
static bool does_the_same(struct cache *cache, const struct cache_tx *row, const struct act *act)
{
	struct tx_signature sig;
	struct tx tx = {0};
	struct hash hash;
	struct buf raw;
	bool same = false;

	buf_init(&raw, LIMIT_TX);
	tx_init(&tx);
	if (cache_transactions_raw(cache, &raw, row->id, NULL) == STATUS_OK &&
	    tx_read_signed(&tx, &sig, &hash, raw.data, raw.len, NULL) == STATUS_OK)
		same = address_equal(&tx.to, &act->tx.to) && tx.data.len == act->tx.data.len &&
		       memcmp(tx.data.data, act->tx.data.data, tx.data.len) == 0;
	tx_release(&tx);
	buf_release(&raw);
	return same;
}

static enum status look(struct cache *cache, void *arg, struct err *e)
{
	struct repetition *r = arg;
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	/* The newest one is named: an older one may have been dropped since. */
	for (size_t i = 0; i < n && s == STATUS_OK && r->found.id == 0; i++)
		if (is_alive(rows[i].state) && address_equal(&rows[i].account, &r->act->from) &&
		    does_the_same(cache, &rows[i], r->act))
			r->found = rows[i];
	free(rows);
	return s;
}

enum status check_repeated(struct app *app, const struct act *act, struct err *e)
{
	struct repetition r = {.act = act};
	char what[TX_NAME_SIZE], hash[HASH_TEXT_SIZE];
	enum status s = store_read(app, look, &r, e);
	bool unsent = r.found.state == CACHE_TX_SIGNED || r.found.state == CACHE_TX_DROPPED;

	if (s != STATUS_OK || r.found.id == 0)
		return s;
	tx_name(what, &r.found.what);
	hash_format(hash, &r.found.hash);
	return err_set(e, ERR_EXISTS, "\"%s\" is %s already; %s: byline tx %s %s", what,
		       unsent ? "signed" : "sent",
		       unsent ? "send it with" : "it is not paid for twice, see",
		       unsent ? "send" : "show", hash);
}
