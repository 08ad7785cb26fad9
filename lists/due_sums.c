#include "lists/due_sums.h"

static bool is_summed(const struct snapshot_due *due, enum due_sums_which which)
{
	switch (which) {
	case DUE_SUMS_ALL: return true;
	case DUE_SUMS_ASKED: return !due->folded;
	case DUE_SUMS_OTHERS: return !due->folded && due->source != DUE_DATANET;
	}
	return false;
}

/* Two lines of one token may differ in how it is known only while one of them was not renamed. */
static struct due_sum *sum_of(struct due_sum *sums, size_t n, const struct snapshot_due *due,
			      bool by_account)
{
	for (size_t i = 0; i < n; i++)
		if (sums[i].of->of.network == due->of.network &&
		    (!by_account || sums[i].of->of.account == due->of.account) &&
		    address_equal(&sums[i].of->token, &due->token) &&
		    sums[i].of->decimals == due->decimals && sums[i].of->known == due->known)
			return &sums[i];
	return NULL;
}

/*
 * A line that something keeps from paying adds nothing, and the sum of the others is known as well
 * as they are. Where all are such lines, the sum is that of nothing.
 */
static void add_claimable(struct due_sum *sum, const struct snapshot_due *due,
			  const struct figure *claimable)
{
	bool pays = due->obstacle == PAYER_FREE || due->obstacle == PAYER_UNTOLD;

	if (sum->n == 0 || (pays && !sum->pays))
		totals_add(&sum->claimable, claimable, true);
	else if (pays || !sum->pays)
		totals_add(&sum->claimable, claimable, false);
	sum->pays |= pays;
}

size_t due_sums_add_up(struct due_sum sums[static DUE_SUMS_MOST], const struct snapshot *s,
		       enum due_sums_which which, bool by_account)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_dues; i++) {
		const struct snapshot_due *due = &s->dues[i];
		struct figure claimable = due->claimable;
		struct due_sum *sum;

		if (!is_summed(due, which))
			continue;
		sum = sum_of(sums, n, due, by_account);
		if (sum == NULL && n == DUE_SUMS_MOST)
			continue;
		if (sum == NULL) {
			sum = &sums[n++];
			*sum = (struct due_sum){.of = due};
		}
		/* Nobody gets what the payer does not have, nor at once what a stream brings. */
		if (due->underfunded || due->vests != 0)
			claimable.value = u256_from_u64(0);
		add_claimable(sum, due, &claimable);
		totals_add(&sum->waiting, &due->waiting, sum->n == 0);
		sum->n++;
	}
	return n;
}
