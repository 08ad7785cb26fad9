/*
 * Does an epoch settle the live attributions that were seen of it? The number of an epoch's
 * attributions of a dataset is the `inferences` of its leaf (docs/datanet-api.md). Pure.
 */
#ifndef AUDIT_ATTRIBUTION_CHECK_H
#define AUDIT_ATTRIBUTION_CHECK_H

#include "cache/attributions.h"
#include "cache/scores.h"
#include "cache/verdicts.h"

/*
 * Compares all attributions of the verdict's epoch with its leaves; rows of other epochs are passed
 * over. Another number is a fault that names epoch, dataset and both. Where a dataset has no leaf,
 * what its attributions net to decides: something positive is a fault, else it pays nothing and
 * is only told.
 * Out: audit and finding of `v`, which stay as they are where nothing differs; `v` is compared.
 */
void check_attributions(struct cache_verdict *v, const struct cache_score *scores, size_t n_scores,
			const struct cache_attribution_sum *sums, size_t n_sums);

#endif
