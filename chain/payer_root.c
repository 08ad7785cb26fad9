#include "chain/payer_root.h"

void payer_root_amounts(struct payer_finding *out, const struct u256 *entitled)
{
	out->entitled.raw = *entitled;
	out->has_claimed = true;
	out->amount = (struct tokens){{{0}}};
	/* More may be claimed than a leaf of before says. */
	out->obstacle = u256_compare(entitled, &out->claimed.raw) <= 0 ? PAYER_PAID : PAYER_FREE;
	if (out->obstacle == PAYER_FREE &&
	    u256_sub(&out->amount.raw, entitled, &out->claimed.raw) != STATUS_OK)
		out->obstacle = PAYER_UNTOLD;
}

void payer_root_judge(struct payer_finding *out, const struct entitlement *en,
		      const struct hash *folded)
{
	payer_root_amounts(out, &en->cumulative.raw);
	if (out->obstacle != PAYER_FREE || hash_equal(folded, &out->root))
		return;
	out->obstacle = PAYER_NOT_FOLDED;
	if (hash_is_zero(&out->next_root) || !hash_equal(folded, &out->next_root))
		return;
	out->obstacle = PAYER_WAITS;
	out->opens = out->next_at;
}
