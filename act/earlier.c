/*
 * Earlier transactions of an act's account that stand in its way: they have its nonce, so that only
 * one of the two can happen, or a lower one and were never sent, so that it waits for them.
 */
#include "act/earlier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "app/state.h"

/* How much one stands in the way; ascending. */
enum hindrance {
	HINDERS_NOT,
	PERHAPS_BEFORE, /* a lower nonce, in a file that may be signed elsewhere */
	PERHAPS_SAME,	/* the act's nonce, prepared and perhaps signed elsewhere */
	SIGNED_BEFORE,	/* a lower nonce, signed and not sent, or dropped */
	SIGNED_SAME,	/* the act's nonce, signed */
};

struct earlier {
	enum hindrance how;
	struct cache_tx tx;
};

static enum hindrance hindrance_of(const struct act *act, const struct cache_tx *tx)
{
	bool same = tx->nonce == act->tx.nonce;
	bool before = tx->nonce < act->tx.nonce && act->tx.nonce - tx->nonce <= act->behind;

	if ((uint64_t)tx->id == act->id || !address_equal(&tx->account, &act->from) ||
	    (!same && !before))
		return HINDERS_NOT;
	switch (tx->state) {
	case CACHE_TX_RESERVED:
		return same ? PERHAPS_SAME : tx->note[0] != '\0' ? PERHAPS_BEFORE : HINDERS_NOT;
	case CACHE_TX_SIGNED:
	case CACHE_TX_DROPPED: return same ? SIGNED_SAME : SIGNED_BEFORE;
	case CACHE_TX_SENT:
	case CACHE_TX_MINED:
	case CACHE_TX_CONFIRMED:
	case CACHE_TX_FAILED:
	case CACHE_TX_REPLACED: return same ? SIGNED_SAME : HINDERS_NOT;
	}
	return HINDERS_NOT;
}

/* The worst of them: the newest with the act's nonce, else the one with the lowest nonce. */
static enum status find_earlier(struct cache *cache, struct earlier *out, const struct act *act,
				struct err *e)
{
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	*out = (struct earlier){.how = HINDERS_NOT};
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		enum hindrance how = hindrance_of(act, &rows[i]);

		if (how > out->how ||
		    (how != HINDERS_NOT && how == out->how && rows[i].nonce < out->tx.nonce))
			*out = (struct earlier){how, rows[i]};
	}
	free(rows);
	return s;
}

struct searching {
	const struct act *act;
	struct earlier found;
};

static enum status search(struct cache *cache, void *arg, struct err *e)
{
	struct searching *s = arg;

	return find_earlier(cache, &s->found, s->act, e);
}

static void word_warning(struct act *act, const struct earlier *found, const char *hash)
{
	const struct cache_tx *tx = &found->tx;
	unsigned long long nonce = tx->nonce;

	switch (found->how) {
	case HINDERS_NOT: break;
	case PERHAPS_BEFORE:
		snprintf(act->warning, sizeof(act->warning),
			 "nonce %llu was prepared for \"%.60s\", which may be signed elsewhere; "
			 "this can be sent only after it",
			 nonce, tx->what);
		break;
	case PERHAPS_SAME:
		snprintf(act->warning, sizeof(act->warning),
			 "nonce %llu was prepared for \"%.60s\", which may be signed elsewhere; "
			 "only one of the two can happen",
			 nonce, tx->what);
		break;
	case SIGNED_BEFORE:
		snprintf(act->warning, sizeof(act->warning),
			 "nonce %llu is signed and not sent: \"%.40s\" %s; this can be sent only "
			 "after it",
			 nonce, tx->what, hash);
		break;
	case SIGNED_SAME:
		snprintf(act->warning, sizeof(act->warning),
			 "nonce %llu was signed before: \"%.40s\" %s; only one of the two can "
			 "happen",
			 nonce, tx->what, hash);
		break;
	}
}

enum status warn_of_earlier(struct app *app, struct act *act, struct err *e)
{
	struct searching search_for = {.act = act};
	const struct earlier *found = &search_for.found;
	char hash[HASH_TEXT_SIZE];
	enum status s = store_read(app, search, &search_for, e);

	if (s != STATUS_OK)
		return s;
	hash_format(hash, &found->tx.hash);
	word_warning(act, found, hash);
	/* A cancellation names the earlier one in its summary, and is meant against it. */
	if (found->how < SIGNED_BEFORE || act->kind == ACT_CANCEL)
		return STATUS_OK;
	act->earlier = (uint64_t)found->tx.id;
	snprintf(act->confirm, sizeof(act->confirm), "%.4s", hash + strlen(hash) - 4);
	snprintf(act->confirm_prompt, sizeof(act->confirm_prompt),
		 "Type the last four digits of the earlier one's hash to sign: ");
	return STATUS_OK;
}

enum status check_earlier(struct cache *cache, const struct act *act, struct err *e)
{
	struct earlier found;
	char hash[HASH_TEXT_SIZE];
	enum status s = find_earlier(cache, &found, act, e);

	if (s != STATUS_OK || found.how < SIGNED_BEFORE || act->kind == ACT_CANCEL ||
	    (uint64_t)found.tx.id == act->earlier)
		return s;
	hash_format(hash, &found.tx.hash);
	return err_set(e, ERR_CHANGED,
		       "nonce %llu was signed meanwhile: \"%.40s\" %s; nothing was signed now, "
		       "prepare this again",
		       (unsigned long long)found.tx.nonce, found.tx.what, hash);
}

static enum status check(struct cache *cache, void *arg, struct err *e)
{
	return check_earlier(cache, arg, e);
}

enum status require_confirmed(struct app *app, struct act *act, struct err *e)
{
	return store_read(app, check, act, e);
}
