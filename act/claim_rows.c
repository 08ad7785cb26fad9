#include "act/claim_rows.h"

#include "app/distributors.h"
#include "app/state.h"
#include "base/clock.h"
#include "cache/transactions.h"

/* The amount is what the claim pays if nothing is claimed in between. */
enum status add_claim(struct cache *cache, struct act *act, int64_t transaction, struct err *e)
{
	const struct bundle *b = &act->bundle;
	struct cache_claim row = {.transaction = transaction,
				  .account = b->entitlement.account,
				  .payer = b->distributor,
				  .token = b->entitlement.token,
				  .cumulative = b->entitlement.cumulative,
				  .prepared_at = b->prepared};
	enum status s = u256_sub(&row.amount.raw, &b->entitlement.cumulative.raw, &b->claimed.raw);

	if (s != STATUS_OK)
		return err_set(e, s, "the claim is for less than was claimed before");
	s = cache_claims_add(cache, &row, e);
	if (s == STATUS_OK)
		act->subject = (uint64_t)row.id;
	return s;
}

struct wanted_row {
	int64_t id;
	struct cache_tx row;
};

static enum status get_row(struct cache *cache, void *arg, struct err *e)
{
	struct wanted_row *w = arg;

	return cache_transactions_get(cache, &w->row, w->id, e);
}

/* The time is the one that was stored here, not the one in a file that came back. */
static enum status check_expiry(struct app *app, const struct act *act, struct err *e)
{
	struct wanted_row w = {.id = (int64_t)act->id};
	enum status s = store_read(app, get_row, &w, e);

	if (s == STATUS_OK && w.row.expires_at != 0 && w.row.expires_at < clock_now())
		s = err_set(e, ERR_EXPIRED,
			    "the claim expired; prepare a new one: byline claim prepare");
	return s;
}

/*
 * Claiming by a proof of an old root would fail on the chain and cost gas. The proof is read from
 * the bytes that would be sent, and folded to the root that is in force now.
 */
enum status check_claim_unmoved(struct app *app, struct session *session, const struct act *act,
				struct err *e)
{
	const struct profile_distributor *d = profile_distributor(app->profile, &act->tx.to);
	struct distributor_state now;
	struct entitlement en;
	enum status s;

	if (d == NULL ||
	    distributor_read_claim(&en, act->tx.data.data, act->tx.data.len) != STATUS_OK)
		return err_set(e, ERR_MISMATCH, "this is not a claim from the pinned distributor");
	s = check_expiry(app, act, e);
	if (s == STATUS_OK)
		s = read_distributor(session, &now, d, &en.account, e);
	if (s == STATUS_OK)
		s = require_agreed(app->profile, now.trust, e);
	if (s != STATUS_OK)
		return s;
	if (distributor_verify(&now.root, &en) != STATUS_OK)
		return err_set(e, ERR_CHANGED,
			       "the distributor's root moved since this was prepared, so this "
			       "claim is void; prepare a new one: byline claim prepare");
	if (u256_compare(&now.claimed.raw, &en.cumulative.raw) >= 0)
		return err_set(e, ERR_CHANGED, "this was claimed already");
	return STATUS_OK;
}
