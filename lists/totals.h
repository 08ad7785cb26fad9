/*
 * Royalties by token: one row for each token of each network, over all accounts and payers that the
 * snapshot shows. Nothing is added across tokens, networks or units.
 */
#ifndef LISTS_TOTALS_H
#define LISTS_TOTALS_H

#include "app/snapshot.h"
#include "base/limits.h"

/* More rows are not shown: networks have a token or two that pays. */
#define TOTALS_MOST 64

/*
 * A sum is as well known as its weakest part, and as old as its oldest. Where a part is not known,
 * the sum is of the others and `partial` says so; where none is, the sum is not known.
 */
struct total_sum {
	struct figure figure;
	bool partial;
	bool over; /* the sum does not fit 256 bits and is not known */
};

struct total_row {
	struct snapshot_owner of; /* the network; the datanet and the account where there is one */
	struct address token;
	char symbol[16];
	uint8_t decimals;
	struct total_sum claimable, on_its_way, accruing, claimed, received;
};

/*
 * Adds the royalties up. Rows with something to claim come first, else they are in the order of the
 * snapshot.
 * Out:     rows  at most TOTALS_MOST
 * Returns: how many there are.
 */
size_t totals_add_up(struct total_row rows[static TOTALS_MOST], const struct snapshot *s);

/*
 * Adds one figure to a sum, which it begins when it is the `first`. A sum past 256 bits is not
 * known any more, and stays so.
 */
void totals_add(struct total_sum *sum, const struct figure *f, bool first);

/* Whether something can be claimed, as far as it is known. */
bool totals_is_claimable(const struct total_row *r);

#endif
