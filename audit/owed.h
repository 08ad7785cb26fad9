/*
 * The part of a claimable amount that own claims already collect. Pure.
 */
#ifndef AUDIT_OWED_H
#define AUDIT_OWED_H

#include "chain/u256.h"

/*
 * Takes what is on its way off what is claimable. A claim is for everything up to a cumulative
 * amount, so that the largest one under way counts, and no more of it than is not claimed yet.
 * In:      `claimed`   as the distributor says
 *          `under_way` the largest cumulative amount of the claims that were sent; 0 = none
 * In/Out:  `claimable`
 * Returns: the amount on its way.
 */
struct u256 owed_on_its_way(struct u256 *claimable, const struct u256 *claimed,
			    const struct u256 *under_way);

#endif
