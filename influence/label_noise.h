/*
 * Wrong labels in a set, found by the loss of its records.
 *
 * The publisher knows two curves of unseen records: how large the loss of one is under its true
 * label, and under every other label. A set of which a part π has wrong labels has a mixture of
 * both. A second mixture is told by probabilities that come true (influence/calibration.h): of C
 * labels, a record's own one has the probability p if it is right, and (1 − p)/(C − 1) if it is a
 * wrong one, any as likely as any other. π is the mean of those under which the two are most
 * likely. The curves know more records, the probabilities more of each record.
 *
 * Then the records of the largest calibrated losses are flagged, as many as may be so that at most
 * a part LABEL_NOISE_FALSE of them is expected to be right: by the probabilities, and by how many
 * held-out records have such a loss under their true labels, whichever are more. None is flagged
 * that is more than LABEL_NOISE_DOUBT times as likely right as wrong, which a good model can tell.
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
#define LABEL_NOISE_FALSE 0.25

#define LABEL_NOISE_DOUBT 2

/* Losses that ascend: of the i-th of 64 points, (i + ½)/64 of the records have a smaller one. */
struct label_curves {
	float own[LABEL_NOISE_POINTS];	 /* under the true label */
	float other[LABEL_NOISE_POINTS]; /* under all others */
	size_t records;			 /* that `own` was measured on */
};

/* Losses under true labels, as a calibration knows them. */
struct label_truths {
	const float *own; /* calibrated losses of held-out records, ascending */
	size_t records;
	size_t classes;
};

/* The losses of a record of the set under its label. */
struct label_losses {
	double plain;	   /* by the head, as the curves are */
	double calibrated; /* −log p */
};

struct label_noise {
	double rate, error; /* π, and its standard error */
	double threshold;   /* flagged is what has at least this calibrated loss; may be infinite */
	double precision;   /* the part of the flagged that is expected to be wrong */
	double least; /* the same, beyond what held-out records know: seldom are fewer wrong */
};

/*
 * Estimates from the losses of `n` records.
 * Returns: STATUS_OK, ERR_NOT_FOUND where there is nothing to tell, below LABEL_NOISE_MIN records,
 * by curves that are the same, or without truths; ERR_MEMORY.
 */
#define LABEL_NOISE_MIN 10
MUST_CHECK enum status label_noise_estimate(struct label_noise *out, const struct label_curves *c,
					    const struct label_truths *known,
					    const struct label_losses *losses, size_t n);

/* Makes a curve of `n` > 0 losses, which are sorted in place. */
void label_noise_curve(float out[static LABEL_NOISE_POINTS], double *losses, size_t n);

#endif
