/*
 * Words of one contract are proven together; the payer's holdings are proven by another one, the
 * token, whose proof may come later or be lost.
 */
#include "sync/claimable.h"

/* Finds a figure of the payer of `like`; NULL when there is none. */
static const struct cache_figure *find(const struct cache_figure *all, size_t n,
				       enum cache_figure_kind kind, const struct address *account,
				       const struct address *token, const struct cache_figure *like)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].kind == kind && address_equal(&all[i].account, account) &&
		    address_equal(&all[i].payer, &like->payer) &&
		    address_equal(&all[i].token, token))
			return &all[i];
	return NULL;
}

/* Older figures must not be added up with newer ones. */
static bool is_near(const struct cache_figure *f, const struct cache_figure *like, unsigned apart)
{
	return f != NULL && f->block + apart >= like->block && f->block <= like->block + apart;
}

bool claimable_figure(struct cache_figure *out, const struct cache_figure *cumulative,
		      const struct cache_figure *all, size_t n, unsigned apart)
{
	static const struct address none;
	const struct address *account = &cumulative->account, *token = &cumulative->token;
	const struct cache_figure *claimed =
		find(all, n, CACHE_FIGURE_CLAIMED, account, token, cumulative);
	const struct cache_figure *pending =
		find(all, n, CACHE_FIGURE_PENDING_AT, &none, &none, cumulative);
	const struct cache_figure *funds =
		find(all, n, CACHE_FIGURE_DISTRIBUTOR_FUNDS, &none, token, cumulative);
	const struct cache_figure *before =
		find(all, n, CACHE_FIGURE_CLAIMABLE, account, token, cumulative);

	if (!is_near(claimed, cumulative, apart))
		return false;
	*out = *cumulative;
	out->kind = CACHE_FIGURE_CLAIMABLE;
	out->trust = trust_min(out->trust, claimed->trust);
	out->trust = trust_min(out->trust, is_near(pending, cumulative, apart) ? pending->trust
									       : TRUST_REPORTED);
	out->trust = trust_min(out->trust, funds != NULL ? funds->trust : TRUST_REPORTED);
	if (u256_sub(&out->value, &cumulative->value, &claimed->value) != STATUS_OK)
		out->value = u256_from_u64(0);
	if (funds == NULL || is_near(funds, cumulative, apart))
		return true;
	/* A part that is known less well than before, or disputed, must be seen. */
	if (before != NULL && before->trust <= out->trust &&
	    u256_compare(&before->value, &out->value) == 0)
		return false;
	out->trust = trust_min(out->trust, TRUST_AGREED);
	return true;
}
