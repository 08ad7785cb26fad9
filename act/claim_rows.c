#include "act/claim_rows.h"

#include <stdio.h>

#include "act/claim_signed.h"
#include "act/distributors.h"
#include "act/payer_reading.h"
#include "act/tx_name.h"
#include "app/scope.h"
#include "app/state.h"
#include "cache/transactions.h"
#include "chain/payer_urd.h"

void name_claim_token(char out[static CLAIM_TOKEN_NAME_SIZE], const struct app *app,
		      const struct address *token)
{
	const struct profile_token *pinned =
		app->profile != NULL ? profile_token(app->profile, token) : NULL;
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, token);
	snprintf(out, CLAIM_TOKEN_NAME_SIZE, "%s%s%s", pinned != NULL ? pinned->symbol : "",
		 pinned != NULL ? " " : "", address);
}

/* A row for each part, all with one number. */
enum status add_claim(struct cache *cache, struct act *act, int64_t transaction, struct err *e)
{
	const struct bundle *b = &act->bundle;
	enum status s = STATUS_OK;
	int64_t id = 0;

	for (size_t i = 0; i < b->n_parts && s == STATUS_OK; i++) {
		const struct entitlement *en = &b->parts[i].entitlement;
		struct cache_claim row = {.id = id,
					  .transaction = transaction,
					  .account = en->account,
					  .payer = b->distributor,
					  .token = en->token,
					  .cumulative = en->cumulative,
					  .amount = act->pays[i],
					  .index = en->index,
					  .series = en->series,
					  .prepared_at = b->prepared,
					  .root = b->root,
					  .paid_to = act->paid_to};

		s = cache_claims_add(cache, &row, e);
		id = row.id;
	}
	if (s == STATUS_OK)
		act->subject = (uint64_t)id;
	return s;
}

struct wanted_claim {
	int64_t id;
	struct cache_tx row;
	struct cache_claim claim;
};

static enum status get_claim(struct cache *cache, void *arg, struct err *e)
{
	struct wanted_claim *w = arg;
	enum status s = cache_transactions_get(cache, &w->row, w->id, e);

	return s == STATUS_OK ? cache_claims_by_transaction(cache, &w->claim, w->id, e) : s;
}

/*
 * Says why a claim is void, and that a new one costs nothing more. Without the address of `payer`
 * that would be one from the payer of royalties, for which it is NULL.
 * In: `below`  as of struct signed_judgement
 */
static enum status refuse(const struct app *app, const struct cache_tx *row, enum claim_hold hold,
			  const struct address *payer, const struct address *below, struct err *e)
{
	char what[TX_NAME_SIZE], words[SCOPE_WORDS], address[ADDRESS_TEXT_SIZE] = "";
	char token[CLAIM_TOKEN_NAME_SIZE] = "";

	tx_name(what, &row->what);
	scope_words(words, app, true);
	if (payer != NULL)
		address_format(address, payer);
	if (hold == CLAIM_BELOW)
		name_claim_token(token, app, below);
	return err_set(
		e, hold == CLAIM_OVERDUE ? ERR_EXPIRED : ERR_CHANGED,
		"\"%.100s\" (transaction %lld) is void: %s%s%s; it cost nothing, %s: byline claim "
		"prepare%s%s%s",
		what, (long long)row->id, claim_hold_note(hold), token[0] != '\0' ? ": " : "",
		token,
		hold == CLAIM_BELOW ? "wait for the payer's next tree, or leave that token out"
				    : "claim again",
		payer != NULL ? " --distributor " : "", address, words);
}

/*
 * Somebody who holds the account's key may have set another payee at the payer since the review,
 * which the signature does not bind. It can be set back: the claim is not void.
 */
static enum status check_payee(const struct cache_claim *claim, const struct signed_judgement *j,
			       struct err *e)
{
	const struct address *reviewed =
		address_is_zero(&claim->paid_to) ? &claim->account : &claim->paid_to;
	char now[ADDRESS_TEXT_SIZE], then[ADDRESS_TEXT_SIZE];

	for (size_t i = 0; i < j->n; i++) {
		if (address_equal(&j->paid_to[i], reviewed))
			continue;
		address_format(now, &j->paid_to[i]);
		address_format(then, reviewed);
		return err_set(e, ERR_CHANGED,
			       "the payer would pay this to %s now, and not to %s, which you "
			       "reviewed; it is not sent: if you did not set that yourself, "
			       "somebody else holds this account's key; else set it back, or end "
			       "this claim (byline tx cancel %lld) and prepare it again",
			       now, then, (long long)claim->transaction);
	}
	return STATUS_OK;
}

/*
 * A claim from another payer than a URD. One that the payer only keeps waiting is not void: it can
 * be sent later, as long as its time lasts.
 */
static enum status check_other(struct app *app, struct session *session, const struct act *act,
			       enum claim_hold *hold, const struct profile_distributor *d,
			       struct err *e)
{
	struct wanted_claim w = {.id = (int64_t)act->id};
	struct signed_judgement j;
	enum status s = store_read(app, get_claim, &w, e);

	if (s == STATUS_OK)
		s = judge_signed_claim(app, session, &j, d, &act->tx, &act->from, e);
	if (s != STATUS_OK)
		return s;
	*hold = j.hold;
	if (j.hold == CLAIM_HOLDS && w.row.expires_at != 0 &&
	    w.row.expires_at < payer_reading_time(&session->anchor))
		*hold = CLAIM_OVERDUE;
	if (*hold != CLAIM_HOLDS)
		return refuse(app, &w.row, *hold, &act->tx.to, &j.below, e);
	return j.obstacle == PAYER_FREE
		       ? check_payee(&w.claim, &j, e)
		       : err_set(e, ERR_REFUSED, "it would fail and cost gas now: %s", j.why);
}

/*
 * Claiming by a proof of an old root would fail on the chain and cost gas. The proof is read from
 * the bytes that would be sent; the time is the one stored here, not one in a file that came back.
 */
enum status check_claim_unmoved(struct app *app, struct session *session, const struct act *act,
				enum claim_hold *hold, struct err *e)
{
	const struct profile_distributor *d = profile_distributor(app->profile, &act->tx.to);
	struct wanted_claim w = {.id = (int64_t)act->id};
	struct distributor_state now;
	struct entitlement en;
	enum status s;

	*hold = CLAIM_HOLDS;
	if (d != NULL && d->kind != DISTRIBUTOR_URD)
		return check_other(app, session, act, hold, d, e);
	if (d == NULL ||
	    payer_urd_read_claim(&en, act->tx.data.data, act->tx.data.len) != STATUS_OK)
		return err_set(e, ERR_MISMATCH, "this is not a claim from the pinned payer");
	s = store_read(app, get_claim, &w, e);
	if (s == STATUS_OK)
		s = read_distributor(session, &now, d, &en.account, e);
	if (s == STATUS_OK)
		s = require_agreed(app->profile, now.trust, e);
	if (s != STATUS_OK)
		return s;
	*hold = claim_hold_of(&w.claim, &en, w.row.expires_at,
			      &(struct claim_ground){.root = now.root,
						     .claimed = now.claimed,
						     .now = payer_reading_time(&session->anchor)});
	return *hold == CLAIM_HOLDS ? STATUS_OK : refuse(app, &w.row, *hold, NULL, NULL, e);
}
