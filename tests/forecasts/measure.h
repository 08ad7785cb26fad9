/* Parts of the program that measures forecasts. Each prints a line of JSON for each case. */
#ifndef TESTS_FORECASTS_MEASURE_H
#define TESTS_FORECASTS_MEASURE_H

#include "tests/forecasts/material.h"

/* `n` sets of every kind: changes and shares, told and true. */
void measure_sets(struct material *m, size_t n);

/* Attacks, and what is said of them and of `n` sets of people. */
void measure_crafted(struct material *m, size_t n);
/* Ranks of `n` groups that are added, and of halves of the training set that are left. */
void measure_ranking(struct material *m, size_t n);

/*
 * `n` sets of which a part is chosen by half A, the best tenth or what does not hurt: told by half
 * B and true, of the whole set and of the part.
 */
void measure_choose(struct material *m, size_t n);

/* The wrong labels of `n` sets, as a preview flags and tells of them. */
void measure_labels(struct material *m, size_t n);

#endif
