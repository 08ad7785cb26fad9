/*
 * Forecasts of what datasets would earn if all of them joined a model at once, for who has all
 * records: the publisher.
 *
 * The head is moved by all new records together (influence/moved.h), with the training records
 * themselves as the old ones, so that it is the head that training again would give. Under it the
 * influences of every dataset, old or new, on the held-out records are summed, and those below zero
 * count as nothing, as when an epoch is settled.
 */
#ifndef INFLUENCE_JOIN_H
#define INFLUENCE_JOIN_H

#include "influence/join_epochs.h"
#include "influence/train.h"

/* Zero-initialise; release with join_release(). */
struct join {
	double *old;   /* the share of each dataset of the model, from 0 to 1 */
	double *fresh; /* those of each that joins; all together are 1, or 0 if nobody earns */
	double all;    /* all that join together */
	double change; /* the held-out loss, as part of it: -0.01 is one per cent less */
	struct join_scatter *scatter; /* one for each of `fresh`, and behind them one for `all` */
};

/* The way in which the network trains again and pays. */
struct join_rule {
	bool rescales;	     /* Λ follows the number of records */
	uint64_t inferences; /* an epoch has, at least one */
};

/*
 * Joins `added`, whose groups 0 to `n` − 1 are the new datasets, to the model, which was trained on
 * `records` (group = dataset).
 * In:      `held_out`  half B
 * Returns: STATUS_OK, ERR_USAGE without records to add, held-out records or inferences,
 * ERR_MISMATCH for records other than those of the head, ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status join_forecast(struct join *out, const struct trained *model,
				     const struct corpus *records, const struct corpus *held_out,
				     const struct join_rule *rule, const struct corpus *added,
				     size_t n, struct err *e);
void join_release(struct join *j);

#endif
