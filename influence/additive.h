/*
 * How well influence foretells retraining, measured by the publisher on unseen records.
 *
 * Half of the training records (drawn by `seed`) train a head; groups of the other half, which it
 * has not seen, are added and the head is trained again. Predicted change of the mean validation
 * loss: −Σ I/n₀. The LDS removes random halves of the records it was trained on instead
 * (Park 2023; on the mean validation loss).
 */
#ifndef INFLUENCE_ADDITIVE_H
#define INFLUENCE_ADDITIVE_H

#include "influence/ihvp.h"

#define ADDITIVE_MAX_GROUPS  1000
#define ADDITIVE_MIN_RECORDS 40
#define ADDITIVE_GROUP	     200 /* records of a group unless said otherwise */

struct additive {
	uint64_t groups;
	uint64_t group_size;
	double spearman; /* of predicted and true changes, over the groups */
	double slope;	 /* least squares through the origin: true ≈ slope · predicted */
	/* slope ± 2 standard deviations of the residuals, divided by the root mean square
	   prediction: where 95 % of groups lie */
	double slope_low, slope_high;
	double lds; /* Spearman for removed halves; 0 when not measured */
};

/*
 * Measures on `c` and `queries`. Groups of `group_size` (at most a quarter of the records; 0:
 * ADDITIVE_GROUP or that quarter, whichever is less), drawn without repetition inside a group.
 * Returns: STATUS_OK, ERR_USAGE (fewer than ADDITIVE_MIN_RECORDS records, not
 * 3..ADDITIVE_MAX_GROUPS groups), ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status additive_measure(struct additive *out, const struct corpus *c,
					const struct corpus *queries, double lambda,
					uint64_t groups, uint64_t group_size, uint64_t seed,
					struct err *e);

#endif
