/* A published model, made ready to forecast with: its head and curvature in doubles. */
#ifndef INFLUENCE_FORECASTER_H
#define INFLUENCE_FORECASTER_H

#include "influence/artifact.h"

struct artifact_forecaster {
	struct forecaster with; /* for influence/forecast.h */
	struct head head;
	struct curvature curvature;
};

/*
 * Prepares the model of `a`, which has forecasts and must outlive `out`, as `out` must its place.
 * Release with forecaster_release(), also after a failure.
 * Returns: STATUS_OK, ERR_NOT_FOUND for an artifact without forecasts, ERR_RANGE when its solutions
 * are none, ERR_MEMORY.
 */
MUST_CHECK enum status forecaster_init(struct artifact_forecaster *out, const struct artifact *a,
				       struct err *e);
void forecaster_release(struct artifact_forecaster *f);

#endif
