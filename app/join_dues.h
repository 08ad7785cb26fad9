/*
 * Leaves that stand for one line of the list of what payers owe. Pure: functions of the rows of the
 * cache, in which the last sync left what it judged.
 */
#ifndef APP_JOIN_DUES_H
#define APP_JOIN_DUES_H

#include "app/snapshot_dues.h"
#include "cache/dues.h"

/*
 * Whether the payer keeps one count of what it paid an account in a token, whatever tree the leaf
 * is in. Amounts include what was paid before, then.
 */
bool join_dues_is_cumulative(const struct profile_distributor *d);

/*
 * Whether two leaves of the payer `d` are one line: they are of one account and token and, where an
 * amount is not cumulative, of one index and series. Two lines of one count would each promise what
 * is paid once.
 */
bool join_dues_are_one(const struct profile_distributor *d, const struct cache_due *a,
		       const struct cache_due *b);

/*
 * Sets figures, obstacle, times and receiver of a line by its leaves. The leaf of the root in force
 * decides, and one of a root that is not in force yet adds what it has beyond that. A leaf that
 * folds to neither counts where there is no other one.
 * In:  n >= 1
 * Out: all but the names, the funds and what is on its way; `claimable` and `waiting` are not
 *      known where the chain was not read
 */
void join_dues(struct snapshot_due *out, const struct cache_due *rows, size_t n);

#endif
