/*
 * An act in memory, and its row. Read first make_act_row() and load_act_row(): the first says what
 * the cache gets of an act, the second what it already has. Nothing here touches a network or a
 * key.
 */
#include "act/act.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "act/bundle_review.h"
#include "app/account.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "chain/bundle_check.h"
#include "wallet/tx_policy.h"

/* Every buffer has its ceiling from the start, so that bytes of a file cannot fill the memory. */
struct act *new_act(struct app *app, enum act_kind kind, const struct address *from)
{
	struct act *act = calloc(1, sizeof(*act));

	if (act == NULL)
		return NULL;
	act->scope = app;
	act->kind = kind;
	act->from = *from;
	tx_init(&act->tx);
	bundle_init(&act->bundle);
	buf_init(&act->raw, LIMIT_CALLDATA + 4 * KIB);
	return act;
}

void free_act(struct act *act)
{
	while (act != NULL) {
		struct act *next = act->next;

		tx_release(&act->tx);
		bundle_release(&act->bundle);
		buf_release(&act->raw);
		free(act);
		act = next;
	}
}

enum status act_hand_over(struct act **out, struct act *take_act, enum status s)
{
	if (s == STATUS_OK)
		*out = take_act;
	else
		free_act(take_act);
	return s;
}

/* A message about something that is not there names it already. */
enum status act_hand_over_opened(struct act **out, struct act *take_act, enum status s,
				 const char *path, struct err *e)
{
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		s = err_prefix(e, s, "%s", path);
	return act_hand_over(out, take_act, s);
}

enum status require_expected(const struct act *act, const struct hash *expect, struct err *e)
{
	if (expect == NULL || hash_equal(expect, &act->signing_hash))
		return STATUS_OK;
	return err_set(e, ERR_MISMATCH,
		       "the signing hash is not the one given with --expect; nothing was signed");
}

/* snprintf() returns the length that the text wanted: a longer one than the field was cut. */
void act_tell(struct act *act, const char *label, enum trust trust, const char *note,
	      const char *format, ...)
{
	struct act_fact *fact;
	va_list ap;
	int length;

	if (act->n_facts == ACT_FACTS) {
		act->cut = true;
		return;
	}
	fact = &act->facts[act->n_facts++];
	fact->trust = trust;
	va_start(ap, format);
	length = vsnprintf(fact->value, sizeof(fact->value), format, ap);
	va_end(ap);
	if (length < 0 || (size_t)length >= sizeof(fact->value) ||
	    (size_t)snprintf(fact->label, sizeof(fact->label), "%s", label) >=
		    sizeof(fact->label) ||
	    (size_t)snprintf(fact->note, sizeof(fact->note), "%s", note) >= sizeof(fact->note))
		act->cut = true;
}

enum status require_whole(const struct act *act, struct err *e)
{
	if (!act->cut && sentence_status(&act->summary) == STATUS_OK)
		return STATUS_OK;
	return err_set(e, ERR_LIMIT,
		       "what belongs into the review of this act does not fit there, so it is not "
		       "signed; please report this");
}

/* The descriptor comes from the bytes that will be signed, never from what the user typed. */
enum status describe_act(struct app *app, struct act *act, struct err *e)
{
	enum status s = tx_signing_hash(&act->signing_hash, &act->tx);

	if (s != STATUS_OK)
		return err_set(e, s, "the transaction cannot be encoded: %s", status_phrase(s));
	s = tx_policy_check(&act->fee_cap, &act->tx, e);
	if (s == STATUS_OK)
		s = descriptor_of(&act->descriptor, &act->tx, &act->from, app->profile, e);
	return s == STATUS_OK ? name_obstacle_words(app, act, e) : s;
}

static void add_word(struct act *act, const char *word)
{
	const size_t n = strlen(act->confirm);

	if (word[0] != '\0')
		snprintf(act->confirm + n, sizeof(act->confirm) - n, "%s%s", n > 0 ? " " : "",
			 word);
}

/* Whether a claim pays an account whose key is not here; the key that signs is. */
static enum status pays_stranger(struct app *app, bool *out, const struct act *act,
				 const struct address *paid, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	size_t n = 0;
	enum status s;

	*out = act->descriptor.intent == INTENT_CLAIM && !address_is_zero(paid) &&
	       !address_equal(paid, &act->from);
	if (!*out)
		return STATUS_OK;
	s = load_accounts(app, &accounts, &n, e);
	for (size_t i = 0; i < n; i++)
		if (!accounts[i].watch_only && address_equal(&accounts[i].address, paid))
			*out = false;
	free(accounts);
	return s;
}

/* In the order in which the signer asks for them. */
enum status name_obstacle_words(struct app *app, struct act *act, struct err *e)
{
	const struct meaning *meaning = &act->descriptor.meaning;
	struct address paid = act->descriptor.paid;
	char digits[ADDRESS_TEXT_SIZE];
	bool stranger;
	enum status s;

	/* The signer goes by the bundle's words of the payee as well. */
	(void)bundle_check_payee(&paid, &act->bundle, find_bundle_payer(app, &act->bundle));
	s = pays_stranger(app, &stranger, act, &paid, e);

	act->confirm[0] = '\0';
	if (meaning->dangers != 0)
		add_word(act, meaning->words);
	address_format(digits, &paid);
	if (stranger)
		add_word(act, digits + strlen(digits) - 4);
	add_word(act, act->hindrance);
	if (act->earlier != 0 && act->first_of != 0)
		add_word(act, "FIRST");
	return s;
}

/* The name of an act's kind in its row. */
static enum cache_tx_kind tx_kind_of(enum act_kind kind)
{
	switch (kind) {
	case ACT_CLAIM: return CACHE_TX_CLAIM;
	case ACT_ATTEST: return CACHE_TX_ATTEST;
	case ACT_REVOKE: return CACHE_TX_REVOKE;
	case ACT_SEND: return CACHE_TX_SEND;
	case ACT_CANCEL: return CACHE_TX_CANCEL;
	}
	return CACHE_TX_SEND;
}

static struct cache_tx make_act_row(const struct act *act)
{
	return (struct cache_tx){.account = act->from,
				 .nonce = act->tx.nonce,
				 .kind = tx_kind_of(act->kind),
				 .what = act->what,
				 .signing_hash = act->signing_hash,
				 .fee_cap = act->fee_cap,
				 .prepared_at = clock_now(),
				 .expires_at = act->bundle.expires};
}

/* SQLite may give the number of a deleted row to a new one. The signing hash tells them apart. */
enum status load_act_row(struct cache *cache, struct cache_tx *out, const struct act *act,
			 struct err *e)
{
	enum status s = STATUS_OK;

	if (act->id == 0) {
		*out = make_act_row(act);
		return s;
	}
	s = cache_transactions_get(cache, out, (int64_t)act->id, e);
	if (s == STATUS_OK && !hash_equal(&out->signing_hash, &act->signing_hash))
		s = ERR_NOT_FOUND;
	return s == ERR_NOT_FOUND
		       ? err_set(e, s, "this draft was forgotten meanwhile; prepare it again")
		       : s;
}

/* The chain's next nonce is not stored in the act: it is its own nonce less those in between. */
struct named name_obstacles(const struct act *act)
{
	return (struct named){.next = act->tx.nonce - act->behind,
			      .earlier = (int64_t)act->earlier,
			      .first_of = (int64_t)act->first_of};
}

struct matching {
	const struct act *act;
	struct cache_tx *same;
};

/* The rows come newest first, so the last match is the oldest row of this transaction. */
static enum status find_rows(struct cache *cache, void *arg, struct err *e)
{
	struct matching *m = arg;
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (hash_equal(&rows[i].signing_hash, &m->act->signing_hash))
			*m->same = rows[i];
	free(rows);
	return s;
}

enum status match_rows(struct app *app, struct cache_tx *same, const struct act *act, struct err *e)
{
	struct matching m = {.act = act, .same = same};

	*same = (struct cache_tx){0};
	return store_read(app, find_rows, &m, e);
}
