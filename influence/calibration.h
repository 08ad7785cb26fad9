/*
 * Probabilities as they come true: those of a head, mended by the held-out records of its artifact.
 *
 * The ridge of training keeps a head's probabilities too near one another, and those of rare
 * classes too small. With z the head's numbers Wᵀx, a scale a and a bias for each class,
 *
 *	p = softmax(a·z + bias)
 *
 * comes true for records that the head has not seen (temperature scaling with corrected bias;
 * Alexandari, Kundaje, Shrikumar 2020). a and the biases have the least loss on the held-out
 * records, plus (a − 1)²/2 and ‖bias‖²/(2·CALIBRATION_SPREAD²), by which few records change little.
 */
#ifndef INFLUENCE_CALIBRATION_H
#define INFLUENCE_CALIBRATION_H

#include "influence/artifact.h"

/* Biases are expected to be about so large; of 0.14 to 0.5 it ranks wrong labels best. */
#define CALIBRATION_SPREAD 0.5

struct calibration {
	size_t classes;
	float scale, bias[LIMIT_CLASSES];
	float *own;	/* losses −log p of the held-out records' own labels, ascending */
	size_t records; /* so many; 0: there is no calibration */
};

/*
 * Learns from the held-out records of `a`, which has forecasts. Without such records, and where
 * their numbers are too large to learn from, `out` has no records. Release with
 * calibration_release(), also after a failure. ERR_MEMORY.
 */
MUST_CHECK enum status calibration_learn(struct calibration *out, const struct artifact *a,
					 struct err *e);
void calibration_release(struct calibration *c);

/* The loss −log p of a label. In: `z`, the head's `classes` numbers for the record. */
float calibration_loss(const struct calibration *c, const float *z, size_t label) NONNULL(1, 2);

#endif
