/*
 * Compares the live attributions that were seen of an epoch with what the epoch settles. A leaf's
 * `inferences` must be the number of the dataset's attributions (docs/datanet-api.md). Pure.
 */
#ifndef AUDIT_ATTRIBUTION_CHECK_H
#define AUDIT_ATTRIBUTION_CHECK_H

#include "cache/attributions.h"
#include "cache/scores.h"
#include "cache/verdicts.h"

/*
 * Compares all attributions of the verdict's epoch with its leaves; rows of other epochs are passed
 * over. A number that differs is a fault, whose finding names the epoch, the dataset and both
 * numbers. A dataset without a leaf is a fault when its attributions add up to a positive
 * influence; otherwise it earns nothing, and the finding only mentions it.
 *
 * Out: `v`  `audit` and `finding` change where something differs; `counts` is always set to
 *           CACHE_COUNTS_COMPARED. A verdict that is a fault already keeps its finding.
 */
void check_attributions(struct cache_verdict *v, const struct cache_score *scores, size_t n_scores,
			const struct cache_attribution_sum *sums, size_t n_sums);

#endif
