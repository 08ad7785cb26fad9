/*
 * Forecasts: what adding records to a published model would do to its held-out loss.
 *
 * The head is moved as retraining would move it (influence/moved.h), and the loss is evaluated
 * there, not extrapolated. It is the publisher's held-out loss, of the half that no ranking used
 * (influence/artifact.h).
 */
#ifndef INFLUENCE_FORECAST_H
#define INFLUENCE_FORECAST_H

#include "influence/moved.h"

/* A model to forecast with. All of it outlives the forecasts. */
struct forecaster {
	const struct head *head;
	const struct curvature *curvature;
	const struct corpus *held_out;
	double loss;   /* the head's mean loss on them */
	bool rescales; /* whether the network trains with λ·n of the new n */
};

/* Changes are parts of the held-out loss before: -0.01 is one per cent less. */
struct forecast {
	double change;	 /* of the held-out loss */
	double size;	 /* records added, as part of those there are */
	double distance; /* ‖W' − W₀‖ / ‖W₀‖ */
	double surprise; /* mean loss of the records added, before, as part of the held-out loss */
	bool one_class;	 /* nearly all records have one label */
};

/* Below so many records no set counts as one of one class, from which part of them on. */
#define FORECAST_ONE_CLASS_RECORDS 10
#define FORECAST_ONE_CLASS_PART	   0.9

/* Λ of the retraining with `added` records more. */
double forecast_ridge(const struct forecaster *f, size_t added) NONNULL(1);

/*
 * Forecasts the change by `added`. Out: `moved`, for what else is asked of it; released by
 * moved_release(), also after a failure.
 * Returns: STATUS_OK, ERR_USAGE without records, and as moved_solve().
 */
MUST_CHECK enum status forecast_make(struct forecast *out, struct moved *moved,
				     const struct forecaster *f, const struct corpus *added,
				     struct err *e);

#endif
