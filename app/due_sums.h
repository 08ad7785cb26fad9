/*
 * What payers owe by token: one sum for each token of each network, by its address, so that no
 * token that calls itself like another one is in its sum.
 */
#ifndef APP_DUE_SUMS_H
#define APP_DUE_SUMS_H

#include "app/snapshot_dues.h"
#include "app/totals.h"

/* More sums are not shown. */
#define DUE_SUMS_MOST 64

struct due_sum {
	const struct snapshot_due *of; /* the first one in it: its network and token */
	size_t n;		       /* how many are in it */
	bool pays;		       /* nothing is in the way of one of them */
	struct total_sum claimable; /* what can be claimed now; nothing of an underfunded payer */
	struct total_sum waiting;
};

/* The dues that are summed up. */
enum due_sums_which {
	DUE_SUMS_ALL,	 /* folded ones too */
	DUE_SUMS_ASKED,	 /* those that are not folded away */
	DUE_SUMS_OTHERS, /* of these, those that are no royalties */
};

/*
 * Adds up. The sums are in the order of the dues.
 * Returns: how many sums there are.
 */
size_t due_sums_add_up(struct due_sum sums[static DUE_SUMS_MOST], const struct snapshot *s,
		       enum due_sums_which which);

#endif
