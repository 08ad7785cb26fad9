/*
 * All that is told of adding a set to a published model: the change of its held-out loss with its
 * interval, and the share of a pool with the scatter of epochs. Told from half B of the publisher's
 * held-out records (influence/artifact.h).
 */
#ifndef INFLUENCE_OUTLOOK_H
#define INFLUENCE_OUTLOOK_H

#include "influence/forecaster.h"
#include "influence/interval.h"

struct outlook {
	uint64_t records;
	bool known;		  /* the change and its interval; else `why` has the reason */
	double change, low, high; /* parts of the held-out loss: -0.01 is one per cent less */
	bool has_share;
	struct forecast_share share;
	const char *why; /* static; "" when known */
};

/*
 * Looks at adding `added`, of the model's recipe and classes. Of more records than the model was
 * trained on nothing is known but their scores.
 * Returns: STATUS_OK, also where nothing is known; ERR_CANCELLED; ERR_MEMORY.
 */
MUST_CHECK enum status outlook_make(struct outlook *out, const struct artifact_forecaster *f,
				    const struct artifact *a, const struct corpus *added,
				    struct err *e);

#endif
