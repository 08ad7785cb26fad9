/*
 * The interval around a forecast: how far the publisher's trials (influence/trials.h) were off,
 * counted in units that a forecast brings along. Split conformal prediction with signed residuals:
 * whatever the forecasts' errors are like, a new one that is like the trials lies within with the
 * probability that is named (Vovk, Gammerman, Shafer 2005; Lei et al. 2018).
 *
 * Sets of one class err otherwise than others and have quantiles of their own. Zero error is always
 * within, and each side is at least a quarter of the other. The trials were made with 70 % of the
 * records, so that widths are taken WIDER.
 */
#ifndef INFLUENCE_INTERVAL_H
#define INFLUENCE_INTERVAL_H

#include "influence/trials.h"

#define INTERVAL_LEVEL	    (1 - 2.0 / INTERVAL_TAIL) /* so many cases lie within */
#define INTERVAL_TAIL	    20			      /* one case of so many lies beyond each end */
#define INTERVAL_WIDER	    1.25
#define INTERVAL_MIN_TRIALS 60 /* with fewer nothing is said */
#define INTERVAL_MIN_KIND   19 /* so many of a kind: fewer have no 5 % and 95 % quantile */

enum interval_reason {
	INTERVAL_KNOWN,
	INTERVAL_NO_TRIALS,   /* the publisher made none, or too few of that kind */
	INTERVAL_TOO_LARGE,   /* more records than the model was trained on */
	INTERVAL_TOO_FAR,     /* the head moves further than in any trial */
	INTERVAL_TOO_STRANGE, /* the records have a larger loss than any that were tried */
};

struct interval {
	double low, high;	     /* changes, as parts of the held-out loss */
	enum interval_reason reason; /* INTERVAL_KNOWN; else low and high mean nothing */
};

/*
 * The interval of a forecast, by `n` trials.
 * Returns: STATUS_OK, also where it is unknown; ERR_MEMORY.
 */
MUST_CHECK enum status interval_around(struct interval *out, const struct forecast *told,
				       const struct trial *trials, size_t n);

/* One sentence about why nothing is known. Static; "" for INTERVAL_KNOWN. */
const char *interval_reason_text(enum interval_reason reason);

#endif
