/*
 * The influence of one record, and what such a number means.
 */
#ifndef INFLUENCE_SCORE_H
#define INFLUENCE_SCORE_H

#include "influence/artifact.h"

#define SCORE_NO_LABEL UINT16_MAX

enum score_flag {
	SCORE_DUPLICATE = 1,	 /* the same tokens as an earlier record of the set */
	SCORE_UNKNOWN_LABEL = 2, /* the model has no such class, or there is none: nothing computed
				    but the prediction */
};

struct scored {
	float influence;   /* I(record, slice); 0 without a known label */
	float loss;	   /* −log p of the record's own label; 0 without */
	float probability; /* the model's, of its predicted class */
	uint16_t label;	   /* class, or SCORE_NO_LABEL */
	uint16_t predicted;
	uint32_t duplicate_of; /* number of the first record with these tokens; see the flag */
	uint8_t flags;	       /* of enum score_flag */
};

/*
 * Where an influence stands among the training set's own records: 0..100, linear between the
 * artifact's quantiles.
 */
double score_percentile(const struct artifact *a, double influence);

/*
 * The share of a pool that influence `own` would earn beside others' total `others`, by the rule
 * that a dataset's net influence is clipped at zero: max(0,own) / (max(0,own) + others).
 * `others`: artifact.pool_influence when what the model already has stays and no one else joins;
 * that, and that inferences look like the evaluation set, are the caller's to state.
 */
double score_pool_share(double own, double others);

struct loss_change {
	double expected, low, high; /* change of the mean validation loss; negative is better */
};

/*
 * What adding records of total influence `influence` would do to the validation loss, by the
 * publisher's additive test: slope · (−influence/n₀), and where 95 % of its groups lay.
 * Returns: false, and nothing to show, unless artifact_is_calibrated().
 */
MUST_CHECK bool score_loss_change(struct loss_change *out, const struct artifact *a,
				  double influence);

#endif
