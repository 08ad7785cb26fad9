/*
 * The scatter of what an epoch pays: with few inferences chance decides which of the customers'
 * queries come. Epochs are drawn from the held-out records, with the influence of every dataset on
 * each of them, and net influences below zero count as nothing, as when an epoch is settled.
 */
#ifndef INFLUENCE_JOIN_EPOCHS_H
#define INFLUENCE_JOIN_EPOCHS_H

#include "influence/moved.h"

/* Between which nine of ten lie, shares from 0 to 1. */
struct join_scatter {
	double low, high;	  /* one epoch's */
	double ten_low, ten_high; /* ten epochs' together, whose pools are equal */
};

/* Datasets whose records are in a corpus: group i of `rows` is number `first` + i. */
struct join_part {
	const struct corpus *rows;
	const double *p; /* [rows][C]: the moved head's probabilities */
	size_t first, n;
};

/*
 * Draws epochs of `inferences` each, by `seed`.
 * In:      `parts`  two: the old datasets and those that join, whose numbers come behind
 * Out:     `out`    one for each that joins, and behind them one for all that join together
 * Returns: STATUS_OK, ERR_USAGE without held-out records or inferences, ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status join_epochs_draw(struct join_scatter *out, const struct moved *m,
					const struct join_part parts[2],
					const struct corpus *held_out, uint64_t inferences,
					uint64_t seed, struct err *e);

#endif
