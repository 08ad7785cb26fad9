/* The part of version 2 of an artifact (influence/artifact_forecast.h), small and made up. */
#ifndef TESTS_LIB_SMALL_FORECAST_H
#define TESTS_LIB_SMALL_FORECAST_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "influence/artifact.h"

#define SMALL_PUBLIC   5
#define SMALL_HELD_OUT 6
#define SMALL_TRIALS   66 /* a third of one class: enough of each kind for an interval */

/* Appends `n` texts of a few words; classes follow one another. */
static inline enum status small_rows(struct corpus *out, const struct recipe *recipe,
				     const struct labels *labels, unsigned n, unsigned first)
{
	enum status s = corpus_init(out, recipe, labels, NULL);

	for (unsigned i = 0; i < n && s == STATUS_OK; i++) {
		const char *label = labels->name[i % labels->n];
		char text[80];

		snprintf(text, sizeof(text), "%s word%u word%u word%u", label, first + i,
			 (first + i) / 2, (first + i) * 7 % 5);
		s = corpus_add(out, text, strlen(text), label, strlen(label), 0, NULL);
	}
	return s;
}

/* Trials that told a little too much. */
static inline struct trial small_trial(unsigned i)
{
	double size = 0.01 * (1 + i % 20);

	return (struct trial){.told = {.change = -size / 8,
				       .size = size,
				       .distance = size / 2,
				       .surprise = 1 + (double)(i % 4) / 4,
				       .one_class = i % 3 == 2},
			      .truth = -size / 8 + size * ((double)(i % 7) - 2) / 256};
}

/* Fills the forecasts of an artifact that has recipe and labels. ERR_MEMORY. */
static inline enum status small_forecast(struct artifact *a)
{
	struct artifact_forecast *f = &a->forecast;
	size_t size = artifact_size(a);
	enum status s;

	*f = (struct artifact_forecast){.known = true,
					.n_trials = SMALL_TRIALS,
					.curves = {.records = 2 * SMALL_HELD_OUT},
					.rescales = true,
					.negatives = 0.5,
					.inferences = 30,
					.seed = 1};
	s = small_rows(&f->public, &a->recipe, &a->labels, SMALL_PUBLIC, 100);
	if (s == STATUS_OK)
		s = small_rows(&f->held_out, &a->recipe, &a->labels, SMALL_HELD_OUT, 200);
	f->loss_solution = malloc(size * sizeof(*f->loss_solution));
	f->weight_solution = malloc(size * sizeof(*f->weight_solution));
	f->trials = calloc(SMALL_TRIALS, sizeof(*f->trials));
	if (s != STATUS_OK || f->loss_solution == NULL || f->weight_solution == NULL ||
	    f->trials == NULL)
		return ERR_MEMORY;
	for (size_t k = 0; k < size; k++) {
		f->loss_solution[k] = (float)((double)(k * 37 % 101) / 5e4 - 1e-3);
		f->weight_solution[k] = (float)((double)(k * 53 % 89) / 400 - 0.1);
	}
	for (unsigned i = 0; i < SMALL_TRIALS; i++)
		f->trials[i] = small_trial(i);
	for (int i = 0; i < LABEL_NOISE_POINTS; i++) {
		f->curves.own[i] = (float)i / 32;
		f->curves.other[i] = (float)i / 8 + 0.5F;
	}
	return STATUS_OK;
}

#endif
