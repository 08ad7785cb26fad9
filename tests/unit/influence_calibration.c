/*
 * Probabilities that come true: a made-up model whose numbers are too near one another, and which
 * finds one class too rarely, by as much as is known.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "influence/calibration.h"
#include "influence/draw.h"
#include "influence/elementary.h"

#define CLASSES 4
#define RECORDS 4000
#define SCALE	2.5

static const double bias[CLASSES] = {0.6, -0.2, 0, -0.4};

static struct artifact a;
static struct calibration c;

/* −log p of a label by SCALE and `bias`. */
static double true_loss(const float *z, size_t label)
{
	double sum = 0;

	for (size_t k = 0; k < CLASSES; k++)
		sum += exp(SCALE * (double)z[k] + bias[k]);
	return log(sum) - SCALE * (double)z[label] - bias[label];
}

static void draw_numbers(float *z, uint64_t *seed)
{
	for (size_t k = 0; k < CLASSES; k++)
		z[k] = (float)(2 * draw_unit(seed) - 1);
}

static uint16_t draw_label(const float *z, uint64_t *seed)
{
	double u = draw_unit(seed);
	uint16_t k = 0;

	for (; k < CLASSES - 1; k++) {
		u -= exp(-true_loss(z, k));
		if (u < 0)
			return k;
	}
	return k;
}

/* Each class has a feature of its own, so that a row's values are the head's numbers. */
static void begin_with(size_t records, float weight)
{
	static const uint32_t index[CLASSES] = {0, 1, 2, 3};
	const struct recipe recipe = {4096, RECIPE_SEED};
	struct err e = {0};
	uint64_t seed = 5;

	a = (struct artifact){.recipe = recipe, .forecast = {.known = true}};
	for (size_t k = 0; k < CLASSES; k++)
		assert_int_equal(labels_add(&a.labels, &"abcd"[k], 1, &e), STATUS_OK);
	a.w = calloc(artifact_size(&a), sizeof(*a.w));
	for (size_t k = 0; k < CLASSES; k++)
		a.w[k * CLASSES + k] = weight;
	assert_int_equal(corpus_init(&a.forecast.held_out, &recipe, &a.labels, &e), STATUS_OK);
	for (size_t i = 0; i < records; i++) {
		float z[CLASSES];
		uint16_t label;

		draw_numbers(z, &seed);
		label = draw_label(z, &seed);
		assert_int_equal(corpus_add_row(&a.forecast.held_out,
						(struct sparse){index, z, CLASSES}, label, 0),
				 STATUS_OK);
	}
	assert_int_equal(calibration_learn(&c, &a, &e), STATUS_OK);
}

static void end(void)
{
	calibration_release(&c);
	corpus_release(&a.forecast.held_out);
	labels_release(&a.labels);
	free(a.w);
}

static void scale_and_biases_of_a_model_are_found(void **state)
{
	(void)state;
	begin_with(RECORDS, 1);
	assert_true(fabs((double)c.scale - SCALE) < 0.12);
	for (size_t k = 1; k < CLASSES; k++)
		assert_true(fabs((double)(c.bias[k] - c.bias[0]) - (bias[k] - bias[0])) < 0.15);
	end();
}

/* The sum of the losses by other numbers, with what holds them near 1 and 0. */
static double held_back(double scale, const double *biases)
{
	double sum = (scale - 1) * (scale - 1) / 2;

	for (size_t k = 0; k < CLASSES; k++)
		sum += biases[k] * biases[k] / 2 / CALIBRATION_SPREAD / CALIBRATION_SPREAD;
	for (size_t i = 0; i < a.forecast.held_out.n; i++) {
		const float *z = corpus_row(&a.forecast.held_out, i).value;
		double all = 0;

		for (size_t k = 0; k < CLASSES; k++)
			all += exp(scale * (double)z[k] + biases[k]);
		sum += log(all) - scale * (double)z[a.forecast.held_out.label[i]] -
		       biases[a.forecast.held_out.label[i]];
	}
	return sum;
}

static void no_other_numbers_have_less_loss(void **state)
{
	static const size_t sizes[] = {3, 20, 300};

	(void)state;
	for (size_t n = 0; n < sizeof(sizes) / sizeof(*sizes); n++) {
		double biases[CLASSES], least;

		begin_with(sizes[n], 1);
		for (size_t k = 0; k < CLASSES; k++)
			biases[k] = (double)c.bias[k];
		least = held_back((double)c.scale, biases);
		for (int way = -1; way <= 1; way += 2) {
			assert_true(held_back((double)c.scale + 0.01 * way, biases) > least);
			for (size_t k = 0; k < CLASSES; k++) {
				biases[k] += 0.01 * way;
				assert_true(held_back((double)c.scale, biases) > least);
				biases[k] -= 0.01 * way;
			}
		}
		end();
	}
}

static void losses_are_those_of_the_mended_probabilities(void **state)
{
	uint64_t seed = 9;

	(void)state;
	begin_with(RECORDS, 1);
	for (int i = 0; i < 50; i++) {
		float z[CLASSES];
		double all = 0;

		draw_numbers(z, &seed);
		for (size_t k = 0; k < CLASSES; k++) {
			float loss = calibration_loss(&c, z, k);

			all += exp(-(double)loss);
			assert_true(fabs((double)loss - true_loss(z, k)) < 0.3);
		}
		assert_true(fabs(all - 1) < 1e-5);
	}
	assert_int_equal(c.records, RECORDS);
	for (size_t i = 1; i < c.records; i++)
		assert_true(c.own[i - 1] <= c.own[i]);
	end();
}

static void nothing_is_learned_of_no_records_or_of_numbers_that_somebody_made_up(void **state)
{
	(void)state;
	begin_with(0, 1);
	assert_int_equal(c.records, 0);
	end();
	begin_with(20, 1e17F);
	assert_int_equal(c.records, 0);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scale_and_biases_of_a_model_are_found),
		cmocka_unit_test(no_other_numbers_have_less_loss),
		cmocka_unit_test(losses_are_those_of_the_mended_probabilities),
		cmocka_unit_test(
			nothing_is_learned_of_no_records_or_of_numbers_that_somebody_made_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
