/*
 * The score of one record, and the meaning of its influence in figures that a person understands.
 */
#ifndef INFLUENCE_SCORE_H
#define INFLUENCE_SCORE_H

#include "influence/artifact.h"

#define SCORE_NO_LABEL UINT16_MAX

enum score_flag {
	SCORE_DUPLICATE = 1, /* the same tokens as an earlier record of the set */
	/* The model has no such class, or the record no label: only the prediction is computed. */
	SCORE_UNKNOWN_LABEL = 2,
};

struct scored {
	float influence;   /* I(record, slice); 0 without a known label */
	float loss;	   /* −log p of the record's own label; 0 without one */
	float calibrated;  /* by probabilities that come true; 0 without scorer_calibrate() */
	float probability; /* probability of the predicted class */
	uint16_t label;	   /* number of the label's class, or SCORE_NO_LABEL */
	uint16_t predicted;
	uint32_t duplicate_of; /* number of the first record with these tokens; see the flag */
	uint8_t flags;	       /* flags of enum score_flag */
};

struct score_summary {
	size_t records;
	size_t scored;	   /* records with a label that the model knows */
	size_t unknown;	   /* all other records */
	size_t duplicates; /* copies beyond the first of each */
	/*
	 * Neutral is less than a hundredth of the distance between the 10th and 90th percentile of
	 * the artifact's quantiles.
	 */
	size_t helpful, harmful, neutral;
	double influence; /* Σ I over the records that are scored */
};

/*
 * Counts and sums one more record of a set. A duplicate is counted and, like every other record,
 * summed. All-zero is the summary of no record.
 */
void score_summary_add(struct score_summary *sum, const struct scored *s, const struct artifact *a)
	NONNULL(1, 2, 3);

/*
 * The place of an influence among the artifact's quantiles, linear between them: 0..100. They are
 * of records that the model has not seen; in version 1 of its training records.
 */
double score_percentile(const struct artifact *a, double influence);

#endif
