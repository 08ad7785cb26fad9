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

/*
 * Weights of a forecast before, near which another one begins. It is then found in fewer steps, and
 * differs from one that begins at W₀ by what MOVED_TOLERANCE allows: bits depend on which set came
 * first. The memory of `w` [D][C] is the caller's; the first forecast fills it.
 */
struct forecast_start {
	double *w;
	bool known;
};

/* A model to forecast with. All of it outlives the forecasts. */
struct forecaster {
	const struct head *head;
	const struct curvature *curvature;
	const struct corpus *held_out;
	double loss;			  /* the head's mean loss on them */
	bool rescales;			  /* whether the network trains with λ·n of the new n */
	struct forecast_start *start;	  /* NULL: each forecast begins at W₀ */
	const struct row_sums_stop *stop; /* ends a forecast early; NULL: never */
};

/* Changes are parts of the held-out loss before: -0.01 is one per cent less. */
struct forecast {
	double change;	 /* relative, of the held-out loss */
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
 * Returns: STATUS_OK, ERR_USAGE without records, ERR_RANGE when the held-out loss is 0 or the
 * model's numbers are too large, ERR_CANCELLED, and as moved_solve().
 */
MUST_CHECK enum status forecast_make(struct forecast *out, struct moved *moved,
				     const struct forecaster *f, const struct corpus *added,
				     struct err *e);

/* The part of an epoch's pool that the added records would earn. */
struct forecast_share {
	double expected;  /* over many inferences like the held-out records */
	double low, high; /* between which nine of ten epochs lie */
};

/*
 * Forecasts the share, by the rule that a dataset's net influence is clipped at zero: I₊ / (I₊ +
 * what the others have). All influences together are told by the moved head alone (influence/
 * moved.h); `negatives`, Σ over the datasets there are of max(0, −Σ I), is what clipping leaves out
 * of that. Assumes that nobody else joins.
 * In:      `inferences` of an epoch, at least one: so many are drawn from the held-out records,
 *          by `seed`
 * Returns: STATUS_OK, ERR_USAGE without held-out records or inferences, ERR_RANGE, ERR_CANCELLED,
 * ERR_MEMORY.
 */
MUST_CHECK enum status forecast_pool_share(struct forecast_share *out, const struct moved *moved,
					   const struct forecaster *f, double negatives,
					   size_t inferences, uint64_t seed, struct err *e);

#endif
