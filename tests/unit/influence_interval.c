/*
 * The interval around a forecast, by order statistics that are counted by hand, and all the reasons
 * for which there is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "influence/draw.h"
#include "influence/interval.h"

#define CHANGE	 -0.04
#define DISTANCE 0.25
/* √(0.04 · 0.25) + 0.02 · 0.25 */
#define UNIT 0.105

static struct trial trials[400];

/* A trial that was off by `error` units. */
static struct trial trial(double error, bool one_class)
{
	return (struct trial){.told = {.change = CHANGE,
				       .size = 0.4,
				       .distance = DISTANCE,
				       .surprise = 2,
				       .one_class = one_class},
			      .truth = CHANGE + error * UNIT};
}

/* Trials from `at` on whose errors are first, first + step, …, in an order of their own. */
static size_t add_trials(size_t at, size_t n, double first, double step, bool one_class)
{
	for (size_t i = 0; i < n; i++)
		trials[at + i] = trial(first + step * (double)(i * 7 % n), one_class);
	return at + n;
}

static struct interval ask(const struct forecast *told, size_t n)
{
	struct interval out;

	assert_int_equal(interval_around(&out, told, trials, n), STATUS_OK);
	return out;
}

static void ends_are(struct interval i, double low, double high)
{
	assert_int_equal(i.reason, INTERVAL_KNOWN);
	assert_true(fabs(i.low - (CHANGE + low * 1.25 * UNIT)) < 1e-12);
	assert_true(fabs(i.high - (CHANGE + high * 1.25 * UNIT)) < 1e-12);
}

/* One of twenty is below the lower end, the error to come counted with n: number (n + 1) / 20. */
static void ends_are_the_order_statistics_of_the_errors(void **state)
{
	static const struct {
		size_t n;
		double low, high;
	} cases[] = {
		{60, -2.7, 2.8},   /* the 3rd smallest and the 58th of -2.9 … 3.0 */
		{79, -2.6, 4.6},   /* the 4th, the 76th of -2.9 … 4.9 */
		{99, -2.5, 6.5},   /* the 5th, the 95th of -2.9 … 6.9 */
		{199, -4, 16},	   /* a quarter of 16: the 10th is -2; the 190th of -2.9 … 16.9 */
		{239, -4.95, 19.8} /* likewise, the 12th is -1.8; the 228th of -2.9 … 20.9 */
	};
	const struct forecast told = trial(0, false).told;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		add_trials(0, cases[i].n, -2.9, 0.1, false);
		ends_are(ask(&told, cases[i].n), cases[i].low, cases[i].high);
	}
}

static void a_kind_has_its_own_errors_and_enough_of_them(void **state)
{
	const struct forecast ordinary = trial(0, false).told, single = trial(0, true).told;
	size_t n = add_trials(0, 79, -3.9, 0.1, false);

	(void)state;
	/* 19 errors have a 5 % quantile, which is the smallest of them. */
	n = add_trials(n, 19, -9, 1, true);
	ends_are(ask(&ordinary, n), -3.6, 3.6);
	ends_are(ask(&single, n), -9, 9);
	/* The order of the kinds does not matter. */
	for (size_t i = 0; i < n / 2; i++) {
		struct trial kept = trials[i];

		trials[i] = trials[n - 1 - i];
		trials[n - 1 - i] = kept;
	}
	ends_are(ask(&ordinary, n), -3.6, 3.6);
	ends_are(ask(&single, n), -9, 9);
	n = add_trials(0, 41, -2, 0.1, false);
	n = add_trials(n, 18, -9, 1, true);
	/* 59 trials; then 60, of which 18 are of one class; then 61. */
	assert_int_equal(ask(&ordinary, n).reason, INTERVAL_NO_TRIALS);
	n = add_trials(n, 1, 0, 0, false);
	assert_int_equal(ask(&ordinary, n).reason, INTERVAL_KNOWN);
	assert_int_equal(ask(&single, n).reason, INTERVAL_NO_TRIALS);
	n = add_trials(n, 1, 0, 0, true);
	assert_int_equal(ask(&single, n).reason, INTERVAL_KNOWN);
	assert_int_equal(ask(&single, 0).reason, INTERVAL_NO_TRIALS);
}

static void errors_to_one_side_leave_a_quarter_to_the_other(void **state)
{
	const struct forecast told = trial(0, false).told;

	(void)state;
	add_trials(0, 79, 1, 0.1, false);
	ends_are(ask(&told, 79), -8.5 / 4, 8.5);
	add_trials(0, 79, -9, 0.1, false);
	ends_are(ask(&told, 79), -8.7, 8.7 / 4);
}

/* The unit comes from the forecast that is asked for, not from those that were tried. */
static void the_width_follows_the_forecast(void **state)
{
	struct forecast told = trial(0, false).told;
	struct interval i;

	(void)state;
	add_trials(0, 79, -3.9, 0.1, false);
	told.change = 0.01;
	told.distance = 0.01;
	i = ask(&told, 79);
	assert_true(fabs(i.low - (0.01 - 3.6 * 1.25 * 0.0102)) < 1e-12);
	assert_true(fabs(i.high - (0.01 + 3.6 * 1.25 * 0.0102)) < 1e-12);
}

static void beyond_what_was_tried_nothing_is_known(void **state)
{
	static const struct {
		double size, distance, surprise;
		enum interval_reason reason;
	} cases[] = {
		{1, 0.3125, 2.5, INTERVAL_KNOWN},  {1.001, DISTANCE, 2, INTERVAL_TOO_LARGE},
		{0.4, 0.313, 2, INTERVAL_TOO_FAR}, {0.4, DISTANCE, 2.501, INTERVAL_TOO_STRANGE},
		{1e-6, 1e-6, 0, INTERVAL_KNOWN},
	};
	size_t n = add_trials(0, 60, -3, 0.1, false);

	(void)state;
	n = add_trials(n, 30, -3, 0.1, true);
	for (size_t i = 60; i < n; i++) {
		trials[i].told.size = 0.1;
		trials[i].told.distance *= 0.25;
		trials[i].told.surprise /= 4;
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct forecast told = {.change = CHANGE,
					.size = cases[i].size,
					.distance = cases[i].distance,
					.surprise = cases[i].surprise};

		assert_int_equal(ask(&told, n).reason, cases[i].reason);
		/* Sets of one class were tried a fourth as far. */
		told.one_class = true;
		told.distance /= 4;
		told.surprise /= 4;
		assert_int_equal(ask(&told, n).reason, cases[i].reason);
		told.distance *= 4;
		if (cases[i].reason == INTERVAL_KNOWN && cases[i].distance > 0.1)
			assert_int_equal(ask(&told, n).reason, INTERVAL_TOO_FAR);
	}
}

static void every_reason_has_its_sentence(void **state)
{
	static const enum interval_reason reasons[] = {INTERVAL_NO_TRIALS, INTERVAL_TOO_LARGE,
						       INTERVAL_TOO_FAR, INTERVAL_TOO_STRANGE};

	(void)state;
	assert_string_equal(interval_reason_text(INTERVAL_KNOWN), "");
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < 4; j++)
			assert_int_equal(strcmp(interval_reason_text(reasons[i]),
						interval_reason_text(reasons[j])) == 0,
					 i == j);
}

/* Lopsided errors with long tails, the same for trials and for what comes. */
static double draw_error(uint64_t *seed)
{
	double u = draw_unit(seed);

	return u < 0.3 ? -0.2 * u : -log(1.0000001 - u) * (1 + 3 * (u > 0.9));
}

static void nine_of_ten_that_are_like_the_trials_lie_within(void **state)
{
	unsigned within = 0, all = 4000;
	uint64_t seed = 5;

	(void)state;
	for (unsigned k = 0; k < all; k++) {
		struct trial next;
		struct interval i;

		for (size_t j = 0; j < 99; j++)
			trials[j] = trial(draw_error(&seed), false);
		next = trial(draw_error(&seed), false);
		i = ask(&next.told, 99);
		within += next.truth >= i.low && next.truth <= i.high;
	}
	/* 0.90 by the theorem, more by what widths are multiplied with and by the least side. */
	assert_true(within > 0.90 * all);
	assert_true(within < 0.985 * all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_are_the_order_statistics_of_the_errors),
		cmocka_unit_test(a_kind_has_its_own_errors_and_enough_of_them),
		cmocka_unit_test(errors_to_one_side_leave_a_quarter_to_the_other),
		cmocka_unit_test(the_width_follows_the_forecast),
		cmocka_unit_test(beyond_what_was_tried_nothing_is_known),
		cmocka_unit_test(every_reason_has_its_sentence),
		cmocka_unit_test(nine_of_ten_that_are_like_the_trials_lie_within),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
