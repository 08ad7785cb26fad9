/*
 * Wrong labels in a set, found by the loss of its records.
 *
 * The publisher knows two curves of unseen records: how large the loss of one is under its true
 * label, and under every other label. A set of which a part π has wrong labels has a mixture of
 * both. π is estimated from the whole set; then the records of the largest losses are flagged, as
 * many as may be so that at most FALSE of them are expected to be right.
 *
 * Only labels that the model can tell are found: one that is wrong and that the model finds likely
 * has a small loss.
 */
#ifndef INFLUENCE_LABEL_NOISE_H
#define INFLUENCE_LABEL_NOISE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

#define LABEL_NOISE_POINTS 64

/* At most this part of the flagged records is expected to have right labels. */
#define LABEL_NOISE_FALSE 0.2

/* Losses that ascend: of the i-th of 64 points, (i + ½)/64 of the records have a smaller one. */
struct label_curves {
	float own[LABEL_NOISE_POINTS];	 /* under the true label */
	float other[LABEL_NOISE_POINTS]; /* under all others */
	size_t records;			 /* that `own` was measured on */
};

struct label_noise {
	double rate, error; /* π, and its standard error */
	double threshold;   /* a record of a larger loss is flagged; infinity when none is */
	double precision;   /* the part of the flagged that is expected to be wrong */
};

/*
 * Estimates from the `n` losses of a set, in any order.
 * Returns whether there is anything to tell: false below LABEL_NOISE_MIN records.
 */
#define LABEL_NOISE_MIN 10
MUST_CHECK bool label_noise_estimate(struct label_noise *out, const struct label_curves *c,
				     const double *losses, size_t n);

/* Makes a curve of `n` > 0 losses, which are sorted in place. */
void label_noise_curve(float out[static LABEL_NOISE_POINTS], double *losses, size_t n);

#endif
