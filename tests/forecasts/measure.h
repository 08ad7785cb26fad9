/* Parts of the program that measures forecasts. Each prints a line of JSON for each case. */
#ifndef TESTS_FORECASTS_MEASURE_H
#define TESTS_FORECASTS_MEASURE_H

#include "tests/forecasts/material.h"

/* Told and true changes and shares of `n` sets of every kind. */
void measure_sets(struct material *m, size_t n);

#endif
