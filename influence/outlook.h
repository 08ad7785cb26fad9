/*
 * All that is told of adding a set to a published model: the change of its held-out loss with its
 * interval, and the share of a pool with the scatter of epochs. Told from half B of the publisher's
 * held-out records (influence/artifact.h).
 */
#ifndef INFLUENCE_OUTLOOK_H
#define INFLUENCE_OUTLOOK_H

#include "influence/forecaster.h"
#include "influence/interval.h"

/*
 * The part of a set that may nearly repeat held-out texts by nature. Mails of one class did so up
 * to 0.29 in the sets of docs/forecasts.md.
 */
#define OUTLOOK_COPIES	       0.5
#define OUTLOOK_COPIES_RECORDS 10 /* in a smaller set chance does it */

struct outlook {
	uint64_t records;
	bool known;		  /* the change and its interval; else `why` has the reason */
	double change, low, high; /* parts of the held-out loss: -0.01 is one per cent less */
	bool has_share;
	struct forecast_share share;
	const char *why;   /* static; "" when known */
	uint64_t copies;   /* records that repeat held-out texts */
	uint64_t repeated; /* those texts, by which nothing is told */
};

/*
 * Looks at adding `added`, of the model's recipe and classes. Of more records than the model was
 * trained on nothing is known but their scores. Held-out texts that the set repeats are left out of
 * what is told: they would tell that the model learns what it is asked. Where most of a domain's
 * texts are alike, some nearly repeat a held-out text by nature, as they do a customer's: these
 * are left out only when they are more than OUTLOOK_COPIES of a set that is not small.
 * Returns: STATUS_OK, also where nothing is known; ERR_CANCELLED; ERR_MEMORY.
 */
MUST_CHECK enum status outlook_make(struct outlook *out, const struct artifact_forecaster *f,
				    const struct artifact *a, const struct corpus *added,
				    struct err *e);

#endif
