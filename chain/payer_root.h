/* How a leaf stands to the roots of its payer: common to the kinds that pay by a root. */
#ifndef CHAIN_PAYER_ROOT_H
#define CHAIN_PAYER_ROOT_H

#include "chain/payer.h"

/*
 * Fills in what is entitled, the amount that is left, and the obstacle, by the root that the leaf
 * folds to.
 * In/Out: `out`, in which root, next_root, next_at and claimed are set
 */
void payer_root_judge(struct payer_finding *out, const struct entitlement *en,
		      const struct hash *folded);

/* Sets entitled, amount and, where nothing is left, the obstacle PAYER_PAID; else PAYER_FREE. */
void payer_root_amounts(struct payer_finding *out, const struct u256 *entitled);

#endif
