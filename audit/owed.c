#include "audit/owed.h"

/* A claim for no more than what was claimed is over: the figures have it already. */
struct u256 owed_on_its_way(struct u256 *claimable, const struct u256 *claimed,
			    const struct u256 *under_way)
{
	struct u256 rest = *claimable;

	if (u256_sub(&rest, under_way, claimed) != STATUS_OK)
		return u256_from_u64(0);
	if (u256_compare(&rest, claimable) > 0)
		rest = *claimable;
	return u256_sub(claimable, claimable, &rest) == STATUS_OK ? rest : u256_from_u64(0);
}
