/* Small models for tests in the folder of app_fixture.h. */
#ifndef TESTS_UNIT_ARTIFACT_FIXTURE_H
#define TESTS_UNIT_ARTIFACT_FIXTURE_H

#include "tests/unit/app_fixture.h"

#include "influence/artifact_write.h"
#include "influence/curvature.h"
#include "tests/lib/small_forecast.h"

#define BUCKETS 256

/* Makes the two solutions solutions: of the system that the public rows alone give. */
static inline void solve_forecast(struct artifact *a)
{
	size_t size = artifact_size(a);
	double *w = calloc(3 * size, sizeof(*w)), *gradient = w + size, *x = w + 2 * size;
	struct head head = {.recipe = a->recipe,
			    .labels = a->labels,
			    .w = w,
			    .lambda = a->lambda,
			    .ridge = a->ridge,
			    .n0 = a->records};
	struct curvature H;

	for (size_t k = 0; k < size; k++)
		w[k] = (double)a->w[k];
	head_mean_gradient(gradient, &head, &a->forecast.held_out, HEAD_ALL_GROUPS);
	assert_ok(curvature_init(&H, &head, &a->forecast.public, NULL, 0, &err));
	assert_ok(curvature_solve(x, &H, gradient, 1e-8, 10000, &err));
	for (size_t k = 0; k < size; k++)
		a->forecast.loss_solution[k] = (float)x[k];
	assert_ok(curvature_solve(x, &H, w, 1e-8, 10000, &err));
	for (size_t k = 0; k < size; k++)
		a->forecast.weight_solution[k] = (float)x[k];
	curvature_release(&H);
	free(w);
}

/* A model with the labels of `labels` ("ham spam"), some weights, and a pool of influence 10. */
static inline void fill_model(struct artifact *a, const char *labels, uint64_t seed)
{
	static char slice[1][LIMIT_LABEL + 1] = {"mean"};
	size_t size;

	*a = (struct artifact){.recipe = {BUCKETS, RECIPE_SEED + seed % 2},
			       .slices = 1,
			       .slice = slice,
			       .records = 500,
			       .lambda = 1e-3,
			       .ridge = 0.5,
			       .solver = "none",
			       .validation_records = SMALL_HELD_OUT,
			       .validation_loss = 1,
			       .pool_influence = 10,
			       .manifests = "0x"};
	for (; *labels != '\0'; labels += labels[0] == ' ') {
		size_t len = strcspn(labels, " ");

		assert_ok(labels_add(&a->labels, labels, len, &err));
		labels += len;
	}
	size = artifact_size(a);
	a->w = malloc(size * sizeof(float));
	a->q = malloc(size * sizeof(float));
	for (size_t i = 0; i < size; i++) {
		a->w[i] = (float)((i + seed) * 2654435761u % 1001) / 500 - 1;
		a->q[i] = (float)((i + seed) * 2246822519u % 1001) / 50 - 10;
	}
	for (int i = 0; i < ARTIFACT_QUANTILES; i++)
		a->quantile[i] = (float)(i - 50) / 10;
	assert_ok(small_forecast(a));
	solve_forecast(a);
}

static inline void free_model(struct artifact *a)
{
	a->slice = NULL;
	artifact_release(a);
}

#endif
