/* The public artifact, made from a trained head, its records and an evaluation set. */
#ifndef INFLUENCE_PUBLISH_H
#define INFLUENCE_PUBLISH_H

#include "influence/artifact.h"
#include "influence/train.h"

struct publication {
	const struct trained *model;
	struct corpus *records;	      /* trained on, group = dataset; its classes get sorted */
	const struct corpus *queries; /* labels of the model; group = slice, 0 = only in the mean */
	const struct corpus *public;  /* texts without labels that anybody may see */
	const char *const *slices;    /* names of slices 1..n_slices; "mean" is taken */
	size_t n_slices;
	const char *manifests;	  /* hash of the training manifests, any text */
	bool rescales;		  /* the network retrains with λ·n of the new n */
	uint64_t inferences;	  /* an epoch has */
	uint64_t trials;	  /* forecasts that are tried; 0: no interval is told */
	uint64_t additive_groups; /* 0 to leave the additive test out */
	uint64_t seed;
	/* Called after each trial; may be NULL. A failure is the result. */
	enum status (*progress)(void *user, size_t done, size_t all, struct err *e);
	void *user;
};

/* An epoch's inferences, unless the publisher says otherwise. */
#define PUBLISH_INFERENCES 30

/*
 * Splits the queries: those at even places, from 0, are half A, the others half B. Solves the query
 * vectors of A and the solutions that forecasts need, measures quantiles, curves and trials, and
 * fills `out`. The classes of `records` are numbered as train_model() does. Release `out` with
 * artifact_release(), also after a failure.
 * Returns: STATUS_OK, ERR_USAGE (too few queries, an empty slice, no public texts, too few records
 * for trials), ERR_MISMATCH (records other than those of the head), ERR_REFUSED for a row that
 * would show a training record, ERR_LIMIT for more than an artifact holds, ERR_RANGE, a failure of
 * `progress`, ERR_MEMORY.
 */
MUST_CHECK enum status publish_artifact(struct artifact *out, const struct publication *p,
					struct err *e);

#endif
