/* The public artifact, made from a trained head, its records and an evaluation set. */
#ifndef INFLUENCE_PUBLISH_H
#define INFLUENCE_PUBLISH_H

#include "influence/artifact.h"
#include "influence/train.h"

struct publication {
	const struct trained *model;
	struct corpus *records;	      /* trained on, group = dataset; its classes get sorted */
	const struct corpus *queries; /* labels of the model; group = slice, 0 = only in the mean */
	const char *const *slices;    /* names of slices 1..n_slices; "mean" is taken */
	size_t n_slices;
	const char *manifests;	  /* hash of the training manifests, any text */
	uint64_t additive_groups; /* 0 to leave the additive test out */
	uint64_t seed;
};

/*
 * Solves the query vectors and DataInf, computes the quantiles, runs the additive test and fills
 * `out`. The classes of `records` are numbered as train_model() does. Release `out` with
 * artifact_release(), also after a failure.
 * Returns: STATUS_OK, ERR_USAGE (no queries, an empty slice), ERR_MISMATCH (records other than
 * those of the head), ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status publish_artifact(struct artifact *out, const struct publication *p,
					struct err *e);

#endif
