/*
 * Wrong labels: the estimate against the least squares that it stands for, searched by trying; and
 * mixtures of which is known how many labels are wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "influence/draw.h"
#include "influence/label_noise.h"

#define POINTS	LABEL_NOISE_POINTS
#define RECORDS 2000
#define UNSEEN	4000 /* records that curves are measured on */

/* A loss under a right label is mostly small, with a long tail; under a wrong one it is large. */
static double right_loss(uint64_t *seed)
{
	return 0.3 * -log(1 - draw_unit(seed)) + (draw_unit(seed) < 0.08 ? 2 * draw_unit(seed) : 0);
}

static double wrong_loss(uint64_t *seed)
{
	return 0.4 + 4 * draw_unit(seed) + draw_unit(seed);
}

static struct label_curves draw_curves(uint64_t *seed)
{
	struct label_curves c = {.records = UNSEEN};
	double *losses = malloc(UNSEEN * sizeof(*losses));

	for (size_t i = 0; i < UNSEEN; i++)
		losses[i] = right_loss(seed);
	label_noise_curve(c.own, losses, UNSEEN);
	for (size_t i = 0; i < UNSEEN; i++)
		losses[i] = wrong_loss(seed);
	label_noise_curve(c.other, losses, UNSEEN);
	free(losses);
	return c;
}

/* The first `wrong` of n losses are of wrong labels. */
static void draw_set(double *losses, size_t n, size_t wrong, uint64_t *seed)
{
	for (size_t i = 0; i < n; i++)
		losses[i] = i < wrong ? wrong_loss(seed) : right_loss(seed);
}

/* --- by the definition --- */

/* The part of the records that have a larger loss than x, from point to point. */
static double beyond(const float *curve, double x)
{
	if (x <= (double)curve[0])
		return 1 - x / (double)curve[0] / 2 / POINTS;
	for (int i = 1; i < POINTS; i++)
		if (x < (double)curve[i]) {
			double part = (x - (double)curve[i - 1]) /
				      ((double)curve[i] - (double)curve[i - 1]);

			return 1 - (i - 0.5 + part) / POINTS;
		}
	return (double)curve[POINTS - 1] / x / 2 / POINTS;
}

/* How far a mixture is from the set at the points of 5 to 95 % of the curve of right labels. */
static double misfit(double rate, const struct label_curves *c, const double *losses, size_t n)
{
	double sum = 0;

	for (int k = 1; k < 20; k++) {
		double at = (double)c->own[k * POINTS / 20], larger = 0, d;

		for (size_t i = 0; i < n; i++)
			larger += losses[i] > at;
		d = larger / (double)n - (1 - rate) * beyond(c->own, at) -
		    rate * beyond(c->other, at);
		sum += d * d;
	}
	return sum;
}

/* The rate of the least misfit, by dividing the range into three again and again. */
static double search_rate(const struct label_curves *c, const double *losses, size_t n)
{
	double low = 0, high = 0.9;

	while (high - low > 1e-9) {
		double a = low + (high - low) / 3, b = high - (high - low) / 3;

		if (misfit(a, c, losses, n) < misfit(b, c, losses, n))
			high = b;
		else
			low = a;
	}
	return low;
}

static void the_rate_is_that_of_the_least_squares(void **state)
{
	static const double rates[] = {0, 0.03, 0.1, 0.3, 0.6, 1};
	double losses[300];
	uint64_t seed = 3;

	(void)state;
	for (size_t k = 0; k < sizeof(rates) / sizeof(*rates); k++) {
		struct label_curves c = draw_curves(&seed);
		struct label_noise found;

		draw_set(losses, 300, (size_t)(rates[k] * 300), &seed);
		assert_true(label_noise_estimate(&found, &c, losses, 300));
		assert_true(fabs(found.rate - search_rate(&c, losses, 300)) < 1e-6);
	}
}

static void flags_begin_where_enough_are_expected_to_be_wrong(void **state)
{
	double losses[500];
	uint64_t seed = 8;

	(void)state;
	for (int k = 1; k <= 20; k++) {
		struct label_curves c = draw_curves(&seed);
		struct label_noise found;
		double right, wrong, expected = INFINITY, most = 0;

		draw_set(losses, 500, (size_t)(k * 10), &seed);
		assert_true(label_noise_estimate(&found, &c, losses, 500));
		for (size_t i = 0; i < 500; i++)
			most = fmax(most, losses[i]);
		for (size_t i = 0; i < 500; i++) {
			right = (1 - found.rate) * beyond(c.own, losses[i]);
			wrong = found.rate * beyond(c.other, losses[i]);
			if (losses[i] < most && right <= 0.2 * (right + wrong))
				expected = fmin(expected, losses[i]);
		}
		assert_true(found.threshold == expected);
		if (isinf(expected))
			continue;
		right = (1 - found.rate) * beyond(c.own, expected);
		wrong = found.rate * beyond(c.other, expected);
		assert_true(fabs(found.precision - wrong / (right + wrong)) < 1e-12);
		assert_true(found.precision >= 0.8);
	}
}

/* --- mixtures --- */

static void the_rate_lies_within_its_error(void **state)
{
	static const double rates[] = {0.05, 0.1, 0.3};
	static double losses[RECORDS];
	uint64_t seed = 12;

	(void)state;
	for (size_t r = 0; r < sizeof(rates) / sizeof(*rates); r++) {
		double squares = 0, errors = 0, bias = 0;
		unsigned within = 0, all = 200;

		for (unsigned k = 0; k < all; k++) {
			struct label_curves c = draw_curves(&seed);
			struct label_noise found;
			double wrong = 0;

			/* Each label is wrong by chance, as an error is counted for. */
			for (size_t i = 0; i < RECORDS; i++) {
				bool flipped = draw_unit(&seed) < rates[r];

				wrong += flipped;
				losses[i] = flipped ? wrong_loss(&seed) : right_loss(&seed);
			}
			assert_true(wrong > 0);
			assert_true(label_noise_estimate(&found, &c, losses, RECORDS));
			within += fabs(found.rate - rates[r]) <= 2 * found.error;
			squares += (found.rate - rates[r]) * (found.rate - rates[r]) / all;
			bias += (found.rate - rates[r]) / all;
			errors += found.error / all;
		}
		assert_true(within >= 0.90 * all);
		assert_true(fabs(bias) < 0.004);
		assert_true(errors > 0.7 * sqrt(squares) && errors < 1.5 * sqrt(squares));
	}
}

static void as_many_of_the_flagged_are_wrong_as_is_told(void **state)
{
	static double losses[RECORDS], kept[RECORDS];
	double flagged = 0, truly = 0, expected = 0, all = 0;
	uint64_t seed = 21;

	(void)state;
	for (unsigned k = 0; k < 60; k++) {
		size_t wrong = RECORDS / 20 * (1 + k % 6);
		struct label_curves c = draw_curves(&seed);
		struct label_noise found;

		draw_set(losses, RECORDS, wrong, &seed);
		memcpy(kept, losses, sizeof(kept));
		assert_true(label_noise_estimate(&found, &c, losses, RECORDS));
		for (size_t i = 0; i < RECORDS; i++) {
			flagged += kept[i] > found.threshold;
			truly += i < wrong && kept[i] > found.threshold;
			expected += kept[i] > found.threshold ? found.precision : 0;
		}
		all += (double)wrong;
	}
	/* Most of the wrong ones are flagged. */
	assert_true(truly > 0.6 * all);
	assert_true(fabs(truly - expected) < 0.03 * flagged);
}

static void without_wrong_labels_hardly_one_record_is_accused(void **state)
{
	static double losses[RECORDS], kept[RECORDS];
	double flagged = 0;
	uint64_t seed = 33;

	(void)state;
	for (unsigned k = 0; k < 50; k++) {
		struct label_curves c = draw_curves(&seed);
		struct label_noise found;
		unsigned here = 0;

		draw_set(losses, RECORDS, 0, &seed);
		memcpy(kept, losses, sizeof(kept));
		assert_true(label_noise_estimate(&found, &c, losses, RECORDS));
		assert_true(found.rate <= 3 * found.error);
		for (size_t i = 0; i < RECORDS; i++)
			here += kept[i] > found.threshold;
		assert_true(here <= RECORDS / 100);
		flagged += here;
	}
	assert_true(flagged <= 0.002 * 50 * RECORDS);
}

/* --- what cannot be told --- */

static void of_few_records_or_of_equal_curves_nothing_is_told(void **state)
{
	double losses[20];
	uint64_t seed = 1;
	struct label_curves c = draw_curves(&seed);
	struct label_noise found;

	(void)state;
	draw_set(losses, 20, 10, &seed);
	assert_true(label_noise_estimate(&found, &c, losses, LABEL_NOISE_MIN));
	assert_false(label_noise_estimate(&found, &c, losses, LABEL_NOISE_MIN - 1));
	assert_true(isinf(found.threshold) && found.rate == 0);
	memcpy(c.other, c.own, sizeof(c.own));
	assert_false(label_noise_estimate(&found, &c, losses, 20));
	assert_true(isinf(found.threshold) && found.precision == 0);
	memset(&c.own, 0, sizeof(c.own));
	memset(&c.other, 0, sizeof(c.other));
	assert_false(label_noise_estimate(&found, &c, losses, 20));
}

/* All losses are alike: none is larger than another, and none is flagged. */
static void where_none_is_flagged_the_threshold_is_infinite(void **state)
{
	double losses[50];
	uint64_t seed = 2;
	struct label_curves c = draw_curves(&seed);
	struct label_noise found;

	(void)state;
	for (size_t i = 0; i < 50; i++)
		losses[i] = 5;
	assert_true(label_noise_estimate(&found, &c, losses, 50));
	assert_true(found.rate == 0.9);
	assert_true(isinf(found.threshold) && found.precision == 0);
}

static void a_curve_has_the_middles_of_its_parts(void **state)
{
	double losses[2 * POINTS], one = 7;
	float curve[POINTS];

	(void)state;
	/* In falling order: they are sorted. */
	for (int i = 0; i < 2 * POINTS; i++)
		losses[i] = 2 * POINTS - 1 - i;
	label_noise_curve(curve, losses, 2 * POINTS);
	for (int i = 0; i < POINTS; i++)
		assert_true(curve[i] == (float)(2 * i) + 0.5F);
	label_noise_curve(curve, losses, POINTS);
	for (int i = 0; i < POINTS; i++)
		assert_true(curve[i] == (float)i);
	label_noise_curve(curve, &one, 1);
	for (int i = 0; i < POINTS; i++)
		assert_true(curve[i] == 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rate_is_that_of_the_least_squares),
		cmocka_unit_test(flags_begin_where_enough_are_expected_to_be_wrong),
		cmocka_unit_test(the_rate_lies_within_its_error),
		cmocka_unit_test(as_many_of_the_flagged_are_wrong_as_is_told),
		cmocka_unit_test(without_wrong_labels_hardly_one_record_is_accused),
		cmocka_unit_test(of_few_records_or_of_equal_curves_nothing_is_told),
		cmocka_unit_test(where_none_is_flagged_the_threshold_is_infinite),
		cmocka_unit_test(a_curve_has_the_middles_of_its_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
