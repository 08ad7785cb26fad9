/*
 * Sums of dues: one sum for each token of each network, by its address, so that no
 * token that calls itself like another one is in its sum.
 */
#ifndef LISTS_DUE_SUMS_H
#define LISTS_DUE_SUMS_H

#include "app/snapshot_dues.h"
#include "lists/totals.h"

/* More sums are not shown. */
#define DUE_SUMS_MOST 64

struct due_sum {
	const struct snapshot_due *of; /* the first one in it: its network and token */
	size_t n;		       /* how many are in it */
	bool pays;		       /* nothing is in the way of one of them */
	struct total_sum claimable;    /* now; nothing of an underfunded payer is in it */
	struct total_sum waiting;
};

/* The dues that are summed up. */
enum due_sums_which {
	DUE_SUMS_ALL,	 /* folded ones too */
	DUE_SUMS_ASKED,	 /* those that are not folded away */
	DUE_SUMS_OTHERS, /* the same without royalties */
};

/*
 * Adds up, over all accounts or by account. The sums are in the order of the dues.
 * Returns: how many sums there are.
 */
size_t due_sums_add_up(struct due_sum sums[static DUE_SUMS_MOST], const struct snapshot *s,
		       enum due_sums_which which, bool by_account);

#endif
