#include "act/claim_rows.h"

#include "app/distributors.h"
#include "app/state.h"
#include "base/clock.h"

enum status claim_moved(struct cache *cache, const struct act *act, enum cache_claim_state state,
			struct err *e)
{
	struct cache_claim claim;
	enum status s = cache_claims_get(cache, &claim, (int64_t)act->subject, e);

	if (s != STATUS_OK)
		return s;
	claim.state = state;
	if (state == CACHE_CLAIM_SIGNED)
		claim.signed_at = clock_now();
	if (state == CACHE_CLAIM_SENT)
		claim.sent_at = clock_now();
	return cache_claims_put(cache, &claim, e);
}

struct wanted_claim {
	int64_t id;
	struct cache_claim claim;
};

static enum status get_claim(struct cache *cache, void *arg, struct err *e)
{
	struct wanted_claim *w = arg;

	return cache_claims_get(cache, &w->claim, w->id, e);
}

static enum status check_expiry(struct app *app, const struct act *act, struct err *e)
{
	struct wanted_claim w = {.id = (int64_t)act->subject};
	enum status s = store_read(app, get_claim, &w, e);

	if (s == STATUS_OK && w.claim.expires_at != 0 && w.claim.expires_at < clock_now())
		s = err_set(e, ERR_EXPIRED, "the claim expired; cancel it and prepare a new one");
	return s;
}

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
			       "the distributor's root moved since this was prepared; cancel it "
			       "and prepare a new claim");
	if (u256_compare(&now.claimed.raw, &en.cumulative.raw) >= 0)
		return err_set(e, ERR_CHANGED, "this was claimed already");
	return STATUS_OK;
}
