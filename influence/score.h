/*
 * What a contributor sees before committing: the influence of each record on a published model.
 *
 * All of it is advice: computed from the publisher's artifact, for its evaluation set, without
 * training. Positive influence is helpful (influence/ihvp.h).
 *
 *	scorer_new(&s, &artifact, 0, e);
 *	for each record: scores_add(&set, s, text, len, label, label_len, e);
 *	scores_rank(order, &set);  scores_summarise(&sum, &set, &artifact);
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

/* An artifact made ready for one thread; W and Q side by side, so that a feature is one row. */
struct scorer;

/*
 * Prepares scoring against evaluation slice `slice` of `a`, which must outlive the scorer.
 * Returns: STATUS_OK, ERR_RANGE for an unknown slice, ERR_MEMORY. Freed by scorer_free().
 */
MUST_CHECK enum status scorer_new(struct scorer **out, const struct artifact *a, size_t slice,
				  struct err *e);
void scorer_free(struct scorer *s);

/* The scores of a set of records, in the order they came. All-zero is an empty set. */
struct scores {
	struct scored *v;
	size_t n, cap;
	struct seen *seen; /* open-addressed by fingerprint, at most half full */
	size_t slots;	   /* a power of two */
};

struct seen {
	uint64_t fingerprint;
	uint32_t number; /* of the record, counted from 1; 0 = free */
};

/* Scores a record, looks for earlier ones with the same tokens, appends. ERR_MEMORY, ERR_LIMIT. */
MUST_CHECK enum status scores_add(struct scores *set, struct scorer *s, const void *text,
				  size_t len, const char *label, size_t label_len, struct err *e);
void scores_release(struct scores *set);

/*
 * Out: `order`, the n record numbers from the most helpful to the most harmful; stable.
 * ERR_MEMORY.
 */
MUST_CHECK enum status scores_rank(uint32_t *order, const struct scores *set);

/*
 * Where an influence stands among the training set's own records: 0..100, linear between the
 * artifact's quantiles.
 */
double score_percentile(const struct artifact *a, double influence);

struct score_summary {
	size_t records;
	size_t scored;			  /* with a label that the model knows */
	size_t unknown;			  /* the others */
	size_t duplicates;		  /* beyond the first of each */
	size_t helpful, harmful, neutral; /* neutral: less than a hundredth of the distance between
					     the 10th and 90th percentile of the training set */
	double influence;		  /* Σ I over the scored */
};

/* Counts and sums over a set; duplicates are counted and, like all others, summed. */
void scores_summarise(struct score_summary *out, const struct scores *set, const struct artifact *a)
	NONNULL(1, 2, 3);

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
