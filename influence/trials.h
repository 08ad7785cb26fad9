/*
 * Trials of forecasts: groups of records whose effect was told and then seen.
 *
 * The publisher trains on 70 % of its records, and forecasts with what it would publish of that
 * head: public rows and solutions. Groups are drawn from the other records: clean ones, some with
 * wrong labels, some of one class, some repeated, some that the head knows already. Each is added,
 * and the head trained again. How far the forecasts were off is what an interval is made of
 * (influence/interval.h).
 */
#ifndef INFLUENCE_TRIALS_H
#define INFLUENCE_TRIALS_H

#include "influence/forecast.h"

#define TRIALS_MIN	   200	/* that an artifact should have */
#define TRIALS_MAX	   2000 /* that it may have */
#define TRIALS_MIN_RECORDS 100	/* a training set of fewer is too small for any */

struct trial {
	struct forecast told;
	double truth; /* the change, as part of the held-out loss before */
};

struct trials_setting {
	const struct corpus *records;  /* the training set */
	const struct corpus *public;   /* rows for the curvature */
	const struct corpus *held_out; /* the half that is told from */
	double lambda;
	bool rescales;
	uint64_t seed; /* all groups follow from it */
	/* Called after each trial; may be NULL. A failure ends the trials and is their result. */
	enum status (*progress)(void *user, size_t done, size_t all, struct err *e);
	void *user;
};

/*
 * Makes `n` trials. Out: `out`, n of them.
 * Returns: STATUS_OK, ERR_USAGE (fewer than TRIALS_MIN_RECORDS records, no queries), ERR_RANGE, a
 * failure of `progress`, ERR_MEMORY.
 */
MUST_CHECK enum status trials_make(struct trial *out, size_t n, const struct trials_setting *in,
				   struct err *e);

#endif
