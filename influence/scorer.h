/* Scores of single records against a published model. */
#ifndef INFLUENCE_SCORER_H
#define INFLUENCE_SCORER_H

#include "influence/calibration.h"
#include "influence/score.h"

/* An artifact prepared for one thread: W and Q lie side by side, so that a feature is one row. */
struct scorer;

/*
 * Prepares scoring against evaluation slice `slice` of `a`, which must outlive the scorer.
 * Returns: STATUS_OK, ERR_RANGE for an unknown slice, ERR_MEMORY. Freed by scorer_free().
 */
MUST_CHECK enum status scorer_new(struct scorer **out, const struct artifact *a, size_t slice,
				  struct err *e);
void scorer_free(struct scorer *s);

/*
 * Has scores tell the calibrated loss, too. `c` is learned from the scorer's artifact and outlives
 * the scorer; one without records changes nothing.
 */
void scorer_calibrate(struct scorer *s, const struct calibration *c);

/*
 * The features of a text. Out: `x`, valid until the next call; `fingerprint`, equal for texts with
 * the same tokens. Never fails.
 */
void scorer_features(struct scorer *s, struct sparse *x, uint64_t *fingerprint, const void *text,
		     size_t len) NONNULL(1, 2, 3);

/* The number of the class that a label names, or -1. `label` NULL: the record has none. */
int scorer_class(const struct scorer *s, const char *label, size_t label_len) NONNULL(1);

/*
 * Scores the record with the features `x`, which may be another scorer's of an equal recipe.
 * `class` is scorer_class() of its label. Leaves out whether it is a duplicate
 * (influence/fingerprints.h). Never fails.
 */
void scorer_score(struct scorer *s, struct scored *score, struct sparse x, int class) NONNULL(1, 2);

#endif
