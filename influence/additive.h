/*
 * The additive test: how well influence predicts retraining, measured by the publisher on records
 * that the model has not seen.
 *
 * Half of the training records (drawn by `seed`) train a head. Then groups of the other half are
 * added, and the head is trained again. The predicted change of the mean validation loss is −Σ
 * I/n₀. The LDS removes random halves of the records that the head was trained on instead (Park
 * 2023; here on the mean validation loss).
 */
#ifndef INFLUENCE_ADDITIVE_H
#define INFLUENCE_ADDITIVE_H

#include "influence/ihvp.h"

#define ADDITIVE_MAX_GROUPS  1000
#define ADDITIVE_MIN_RECORDS 40
#define ADDITIVE_GROUP	     200 /* records of a group, unless the caller says otherwise */

struct additive {
	uint64_t groups;
	uint64_t group_size;
	double spearman; /* rank correlation of predicted and true changes, over the groups */
	double slope; /* slope of least squares through the origin: true ≈ slope · predicted */
	/*
	 * slope ± 2 standard deviations of the residuals, divided by the root mean square
	 * prediction: 95 % of the groups lie between
	 */
	double slope_low, slope_high;
	double lds; /* rank correlation for removed halves; 0 when not measured */
};

/*
 * Measures on `c` and `queries`. Groups of `group_size` records (at most a quarter of them; 0 for
 * ADDITIVE_GROUP or that quarter, whichever is less) are drawn without repetition inside a group.
 * Returns: STATUS_OK, ERR_USAGE (fewer than ADDITIVE_MIN_RECORDS records, not
 * 3..ADDITIVE_MAX_GROUPS groups), ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status additive_measure(struct additive *out, const struct corpus *c,
					const struct corpus *queries, double lambda,
					uint64_t groups, uint64_t group_size, uint64_t seed,
					struct err *e);

#endif
