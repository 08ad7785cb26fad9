/*
 * The public model artifact, from which contributors preview: one safetensors file.
 *
 *	head.weight                      F32 [D,C]    W
 *	query.ihvp                       F32 [M,D,C]  Q of each slice of half A; slice 0 = mean
 *	unseen.influence_quantiles       F32 [101]    percentiles 0..100 of I(i, slice 0) over
 *	                                              half B, which neither W nor Q has seen
 *
 * and the tensors of influence/artifact_forecast.h. The held-out records are in two halves, since a
 * figure by which records were chosen is too good to be told of them: ranks, marks and proposals
 * come from half A, everything that is told from half B.
 *
 * __metadata__ (all strings; lists are JSON text): format "byline-model/2", the recipe's fields,
 * labels, slices, lambda, lambda_total, records, solver, residual, gradient_norm,
 * validation_records, validation_loss, pool_influence, manifests; those of the forecasts; and, when
 * the additive test was made, additive_groups, additive_group_size, additive_spearman,
 * additive_slope, additive_slope_low, additive_slope_high, lds.
 *
 * Version 1 has no forecasts. Its queries are all held-out records; it has query.grad, and may have
 * query.datainf, of the shape of query.ihvp; its quantiles are train.self_influence_quantiles, over
 * the training set's own records.
 */
#ifndef INFLUENCE_ARTIFACT_H
#define INFLUENCE_ARTIFACT_H

#include "influence/additive.h"
#include "influence/artifact_forecast.h"

#define ARTIFACT_FORMAT	   "byline-model/2"
#define ARTIFACT_FORMAT_1  "byline-model/1"
#define ARTIFACT_QUANTILES 101
#define ARTIFACT_TEXT	   128

/* The largest weight: with larger ones a sum over a record's features could overflow a float. */
#define ARTIFACT_LARGEST 1e18f

struct artifact {
	struct recipe recipe;
	struct labels labels;
	size_t slices;			    /* M >= 1 */
	char (*slice)[LIMIT_LABEL + 1];	    /* M names; the first one is "mean" */
	float *w;			    /* [D][C] */
	float *q;			    /* [M][D][C] */
	float quantile[ARTIFACT_QUANTILES]; /* ascending */
	double lambda, ridge;		    /* λ, Λ */
	uint64_t records;		    /* n₀ */
	char solver[ARTIFACT_TEXT];
	double residual;	     /* worst relative residual of the M solves */
	double gradient_norm;	     /* norm of the gradient of J at W */
	uint64_t validation_records; /* those of half B; in version 1 all queries */
	double validation_loss;	     /* their mean loss */
	double pool_influence; /* Σ over datasets D of max(0, Σ_{i∈D} I(i)), by the same */
	char manifests
		[ARTIFACT_TEXT];  /* hash of the training manifests, as the publisher gave it */
	struct additive additive; /* groups is 0 when it was not measured */
	struct artifact_forecast forecast;
};

/* The number of weights, D·C. */
static inline size_t artifact_size(const struct artifact *a)
{
	return (size_t)a->recipe.buckets * a->labels.n;
}

/*
 * Reads and checks a file: format, recipe, shapes, everything finite and below ARTIFACT_LARGEST,
 * labels that differ, quantiles that ascend. Keeps nothing of `data`. Release with
 * artifact_release(), also after a failure.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT, ERR_VERSION for another format, ERR_UNSUPPORTED for
 * another recipe, ERR_MISMATCH for other shapes, ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status artifact_read(struct artifact *a, const void *data, size_t len,
				     struct err *e);
void artifact_release(struct artifact *a);

/*
 * Whether the size of an influence may be shown, and not only its rank: the additive test was made
 * and its slope is within 0.5 .. 2.
 */
bool artifact_is_calibrated(const struct artifact *a);

#endif
