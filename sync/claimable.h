/* The amount that can be claimed, from the figures of a payer that the cache has. Pure. */
#ifndef SYNC_CLAIMABLE_H
#define SYNC_CLAIMABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "cache/figures.h"

/*
 * Makes claimable = cumulative - claimed, the figure of a claim. Its trust is the worst of the four
 * figures that decide whether it can be claimed: both amounts, the pending root, and what the payer
 * holds. Those of the payer are of the block of `cumulative`; what it holds is of another contract,
 * and may be of a block at most `apart` from it.
 *
 * Where it is only the holdings that were read too long ago, the amount is agreed on at best; but a
 * claimable figure of before that is the same amount, and known no better than the parts are now,
 * stays with its own block and trust.
 *
 * In:      all  the `n` figures of the cache
 * Returns: whether `out` is to be stored
 */
bool claimable_figure(struct cache_figure *out, const struct cache_figure *cumulative,
		      const struct cache_figure *all, size_t n, unsigned apart);

#endif
