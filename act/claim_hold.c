#include "act/claim_hold.h"
#include "chain/payer_urd.h"

/* A row of before 0.2 has no root. Unsigned, it is judged when it comes back signed. */
static bool folds(const struct cache_claim *claim, const struct entitlement *en,
		  const struct hash *root)
{
	if (en != NULL)
		return payer_urd_verify(root, en) == STATUS_OK;
	return hash_is_zero(&claim->root) || hash_equal(&claim->root, root);
}

/* A paid claim is told as paid although its root has often moved as well. */
enum claim_hold claim_hold_of(const struct cache_claim *claim, const struct entitlement *en,
			      int64_t expires_at, const struct claim_ground *ground)
{
	const struct tokens *cumulative = en != NULL ? &en->cumulative : &claim->cumulative;

	if (u256_compare(&ground->claimed.raw, &cumulative->raw) >= 0)
		return CLAIM_PAID;
	if (!folds(claim, en, &ground->root))
		return CLAIM_MOVED;
	if (expires_at != 0 && expires_at < ground->now)
		return CLAIM_OVERDUE;
	return CLAIM_HOLDS;
}

/* A payment comes first here too. Where it was of a part, the others are still due. */
enum claim_hold claim_hold_of_parts(const struct claim_fates *f, bool passes_paid)
{
	if (f->paid == f->n)
		return CLAIM_PAID;
	if (f->paid > 0 && !passes_paid)
		return CLAIM_PARTLY;
	if (f->moved > 0)
		return CLAIM_MOVED;
	/* No payer takes a claim back, so that this call can never be paid. */
	if (f->below > 0)
		return CLAIM_BELOW;
	return f->expired > 0 ? CLAIM_OVERDUE : CLAIM_HOLDS;
}

/* These become part of sentences such as "claim 5 OPEN is void: …". */
const char *claim_hold_note(enum claim_hold hold)
{
	switch (hold) {
	case CLAIM_HOLDS: break;
	case CLAIM_OVERDUE: return "the claim expired before it was sent";
	case CLAIM_MOVED: return "the payer's root moved since it was prepared";
	case CLAIM_PAID: return "all of it was claimed already";
	case CLAIM_PARTLY:
		return "a part of it was claimed already, for which the payer refuses the rest too";
	case CLAIM_BELOW:
		return "more of a part was claimed than it says, for which the payer refuses the "
		       "rest too";
	}
	return "";
}
