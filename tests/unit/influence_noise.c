/*
 * Wrong labels: the estimate against the greatest likelihood that it stands for, searched by
 * trying; and mixtures of which is known how many labels are wrong.
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
#define UNSEEN	2000 /* records that curves and truths are measured on */
#define CLASSES 5

static double sharpness =
	8; /* how far a model's numbers are apart: at 40 it is hardly ever wrong */

/* A model that tells true probabilities; its plain losses are by half of its numbers. */
static struct label_losses draw_losses(bool wrong, uint64_t *seed)
{
	double z[CLASSES], sum = 0, half = 0, u = draw_unit(seed);
	size_t label = 0;

	for (size_t k = 0; k < CLASSES; k++) {
		z[k] = sharpness * draw_unit(seed) * draw_unit(seed);
		sum += exp(z[k]);
		half += exp(z[k] / 2);
	}
	for (; label < CLASSES - 1 && u >= exp(z[label]) / sum; label++)
		u -= exp(z[label]) / sum;
	if (wrong)
		label = (label + 1 + draw_below(seed, CLASSES - 1)) % CLASSES;
	return (struct label_losses){log(half) - z[label] / 2, log(sum) - z[label]};
}

/* Curves and truths of records that nobody has seen. */
static struct {
	struct label_curves curves;
	float own[UNSEEN];
	struct label_truths truths;
} known;

static int ascending(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static void draw_known(uint64_t *seed)
{
	double *losses = malloc(UNSEEN * sizeof(*losses));

	known.curves.records = UNSEEN;
	for (size_t i = 0; i < UNSEEN; i++) {
		struct label_losses one = draw_losses(false, seed);

		losses[i] = one.plain;
		known.own[i] = (float)one.calibrated;
	}
	label_noise_curve(known.curves.own, losses, UNSEEN);
	for (size_t i = 0; i < UNSEEN; i++)
		losses[i] = draw_losses(true, seed).plain;
	label_noise_curve(known.curves.other, losses, UNSEEN);
	free(losses);
	qsort(known.own, UNSEEN, sizeof(*known.own), ascending);
	known.truths = (struct label_truths){known.own, UNSEEN, CLASSES};
}

/* The first `wrong` of n labels are wrong. */
static void draw_set(struct label_losses *losses, size_t n, size_t wrong, uint64_t *seed)
{
	for (size_t i = 0; i < n; i++)
		losses[i] = draw_losses(i < wrong, seed);
}

static struct label_noise estimate(struct label_losses *losses, size_t n)
{
	struct label_noise found;

	assert_int_equal(label_noise_estimate(&found, &known.curves, &known.truths, losses, n),
			 STATUS_OK);
	return found;
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

/* How many of the parts between the points a loss lies in, from below. */
static double part_of(const float *curve, int k)
{
	double low = k > 0 ? beyond(curve, (double)known.curves.own[k - 1]) : 1;
	double high = k < POINTS ? beyond(curve, (double)known.curves.own[k]) : 0;

	return low - high;
}

static double likelihood_by_curves(double rate, const struct label_losses *losses, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		int k = 0;

		while (k < POINTS && losses[i].plain > (double)known.curves.own[k])
			k++;
		sum += log((1 - rate) * part_of(known.curves.own, k) +
			   rate * part_of(known.curves.other, k));
	}
	return sum;
}

static double likelihood_by_truths(double rate, const struct label_losses *losses, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		double p = exp(-losses[i].calibrated);

		sum += log((1 - rate) * p + rate * (1 - p) / (CLASSES - 1));
	}
	return sum;
}

/* The rate of the greatest likelihood, by dividing the range into three again and again. */
static double search_rate(double likelihood(double, const struct label_losses *, size_t),
			  const struct label_losses *losses, size_t n)
{
	double low = 0, high = 0.9;

	while (high - low > 1e-8) {
		double a = low + (high - low) / 3, b = high - (high - low) / 3;

		if (likelihood(a, losses, n) > likelihood(b, losses, n))
			high = b;
		else
			low = a;
	}
	return low;
}

static void the_rate_is_the_most_likely_one(void **state)
{
	static const double rates[] = {0, 0.03, 0.1, 0.3, 0.6, 1};
	struct label_losses losses[300];
	uint64_t seed = 3;

	(void)state;
	for (size_t k = 0; k < sizeof(rates) / sizeof(*rates); k++) {
		double expected;

		draw_known(&seed);
		draw_set(losses, 300, (size_t)(rates[k] * 300), &seed);
		expected = (search_rate(likelihood_by_curves, losses, 300) +
			    search_rate(likelihood_by_truths, losses, 300)) /
			   2;
		assert_true(fabs(estimate(losses, 300).rate - expected) < 1e-5);
	}
}

/* How many of the records with at least this loss are expected to be right, and all of them. */
static double expect_right(double *all, double rate, double loss, const struct label_losses *losses,
			   size_t n)
{
	double by_model = 0, by_truths = 0.5;

	*all = 0;
	for (size_t i = 0; i < n; i++) {
		double p = exp(-losses[i].calibrated);

		if (losses[i].calibrated < loss)
			continue;
		(*all)++;
		by_model += (1 - rate) * p / ((1 - rate) * p + rate * (1 - p) / (CLASSES - 1));
	}
	for (size_t i = 0; i < UNSEEN; i++)
		by_truths += (double)known.own[i] >= loss;
	return fmax(by_model, by_truths * (1 - rate) * (double)n / UNSEEN);
}

static void flags_begin_where_enough_are_expected_to_be_wrong(void **state)
{
	struct label_losses losses[400];
	uint64_t seed = 8;
	unsigned flagging = 0;

	(void)state;
	for (int k = 2; k <= 20; k += 2) {
		double expected = INFINITY, all;
		struct label_noise found;

		sharpness = k % 4 == 0 ? 40 : 8;
		draw_known(&seed);
		draw_set(losses, 400, (size_t)(k * 8), &seed);
		found = estimate(losses, 400);
		for (size_t i = 0; i < 400; i++) {
			double loss = losses[i].calibrated, p = exp(-loss);
			double right = expect_right(&all, found.rate, loss, losses, 400);

			if (right <= 0.25 * all &&
			    (1 - found.rate) * p <= 2 * found.rate * (1 - p) / (CLASSES - 1) &&
			    loss < expected)
				expected = loss;
		}
		assert_true(found.threshold == expected);
		if (isinf(expected))
			continue;
		flagging++;
		assert_true(fabs(expect_right(&all, found.rate, expected, losses, 400) -
				 (1 - found.precision) * all) < 1e-6);
		assert_true(found.precision >= 0.75);
	}
	sharpness = 8;
	assert_true(flagging >= 7);
}

/* --- mixtures --- */

/* As many labels are wrong as is asked for: the error is one of finding out, not of chance. */
static void the_rate_lies_within_its_error(void **state)
{
	static const double rates[] = {0.05, 0.1, 0.3};
	static struct label_losses losses[RECORDS];
	uint64_t seed = 12;

	(void)state;
	for (size_t r = 0; r < sizeof(rates) / sizeof(*rates); r++) {
		double squares = 0, errors = 0, bias = 0;
		unsigned within = 0, all = 100;

		for (unsigned k = 0; k < all; k++) {
			struct label_noise found;
			double off;

			draw_known(&seed);
			draw_set(losses, RECORDS, (size_t)(rates[r] * RECORDS), &seed);
			found = estimate(losses, RECORDS);
			off = found.rate - rates[r];
			within += fabs(off) <= 2 * found.error;
			squares += off * off / all;
			bias += off / all;
			errors += found.error / all;
		}
		assert_true(within >= 0.90 * all);
		assert_true(fabs(bias) < 0.004);
		assert_true(errors > 0.7 * sqrt(squares) && errors < 1.5 * sqrt(squares));
	}
}

static void as_many_of_the_flagged_are_wrong_as_is_told(void **state)
{
	static struct label_losses losses[RECORDS], kept[RECORDS];
	double flagged = 0, truly = 0, expected = 0;
	unsigned at_least = 0;
	uint64_t seed = 21;

	(void)state;
	for (unsigned k = 0; k < 60; k++) {
		size_t wrong = RECORDS / 20 * (1 + k % 6);
		double of_set = 0, found_wrong = 0;
		struct label_noise found;

		draw_known(&seed);
		draw_set(losses, RECORDS, wrong, &seed);
		memcpy(kept, losses, sizeof(kept));
		found = estimate(losses, RECORDS);
		for (size_t i = 0; i < RECORDS; i++) {
			bool is_flagged = kept[i].calibrated >= found.threshold;

			of_set += is_flagged;
			found_wrong += i < wrong && is_flagged;
			expected += is_flagged ? found.precision : 0;
		}
		flagged += of_set;
		truly += found_wrong;
		assert_true(found.least <= found.precision);
		at_least += found_wrong >= found.least * of_set;
	}
	/* The threshold is chosen by the same figures, which are lucky ones then. */
	assert_true(at_least >= 45);
	assert_true(flagged > 60 * RECORDS / 20);
	assert_true(fabs(truly - expected) < 0.03 * flagged);
}

static void without_wrong_labels_hardly_one_record_is_accused(void **state)
{
	static struct label_losses losses[RECORDS];
	double flagged = 0;
	uint64_t seed = 33;

	(void)state;
	for (unsigned k = 0; k < 50; k++) {
		struct label_noise found;
		unsigned here = 0;

		draw_known(&seed);
		draw_set(losses, RECORDS, 0, &seed);
		found = estimate(losses, RECORDS);
		assert_true(found.rate <= 3 * found.error);
		for (size_t i = 0; i < RECORDS; i++)
			here += losses[i].calibrated >= found.threshold;
		assert_true(here <= RECORDS / 100);
		flagged += here;
	}
	assert_true(flagged <= 0.002 * 50 * RECORDS);
}

/* --- what cannot be told --- */

static void expect_nothing(struct label_losses *losses, size_t n)
{
	struct label_noise found;

	assert_int_equal(label_noise_estimate(&found, &known.curves, &known.truths, losses, n),
			 ERR_NOT_FOUND);
	assert_true(isinf(found.threshold) && found.rate == 0 && found.precision == 0);
}

static void of_few_records_or_of_equal_curves_or_without_truths_nothing_is_told(void **state)
{
	struct label_losses losses[20];
	uint64_t seed = 1;

	(void)state;
	draw_known(&seed);
	draw_set(losses, 20, 10, &seed);
	estimate(losses, LABEL_NOISE_MIN);
	expect_nothing(losses, LABEL_NOISE_MIN - 1);
	known.truths.records = 0;
	expect_nothing(losses, 20);
	known.truths.records = UNSEEN;
	memcpy(known.curves.other, known.curves.own, sizeof(known.curves.own));
	expect_nothing(losses, 20);
	memset(&known.curves.own, 0, sizeof(known.curves.own));
	memset(&known.curves.other, 0, sizeof(known.curves.other));
	expect_nothing(losses, 20);
}

/* Numbers that no file should have: something is told, and it is a number. */
static void losses_without_bounds_give_numbers(void **state)
{
	struct label_losses losses[50];
	struct label_noise found;
	uint64_t seed = 2;

	(void)state;
	draw_known(&seed);
	for (size_t i = 0; i < 50; i++)
		losses[i] = (struct label_losses){i % 2 == 0 ? 0 : 1e30, i % 2 == 0 ? 0 : 1e30};
	found = estimate(losses, 50);
	assert_true(found.rate > 0.4 && found.rate < 0.6);
	assert_true(isfinite(found.error));
	assert_true(found.threshold == 1e30);
}

/* All labels are as likely as can be: none is flagged. */
static void where_none_is_flagged_the_threshold_is_infinite(void **state)
{
	struct label_losses losses[50];
	struct label_noise found;
	uint64_t seed = 2;

	(void)state;
	draw_known(&seed);
	for (size_t i = 0; i < 50; i++)
		losses[i] = (struct label_losses){0.01, 0.0001};
	found = estimate(losses, 50);
	assert_true(found.rate == 0);
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
		cmocka_unit_test(the_rate_is_the_most_likely_one),
		cmocka_unit_test(flags_begin_where_enough_are_expected_to_be_wrong),
		cmocka_unit_test(the_rate_lies_within_its_error),
		cmocka_unit_test(as_many_of_the_flagged_are_wrong_as_is_told),
		cmocka_unit_test(without_wrong_labels_hardly_one_record_is_accused),
		cmocka_unit_test(
			of_few_records_or_of_equal_curves_or_without_truths_nothing_is_told),
		cmocka_unit_test(losses_without_bounds_give_numbers),
		cmocka_unit_test(where_none_is_flagged_the_threshold_is_infinite),
		cmocka_unit_test(a_curve_has_the_middles_of_its_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
