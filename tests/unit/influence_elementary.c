/* exp and log against the C library's in 64-bit mantissas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>

#include "influence/elementary.h"

#define POINTS 1000000

/* A fixed sequence of numbers within low .. high (Knuth, MMIX). */
static double draw(double low, double high)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return low + (high - low) * (double)(state >> 11) * 0x1p-53;
}

/* The error in units of the last place of the double nearest to the true value. */
static double error(double found, long double truth)
{
	double at = fabs((double)truth);

	return (double)(fabsl(found - truth) / (long double)(nextafter(at, INFINITY) - at));
}

static void exp_is_within_a_unit_in_the_last_place(void **state)
{
	static const double range[][2] = {{-1, 0}, {-40, 0}, {-1e-6, 1e-6}, {-708, 709}};
	double worst = 0;

	(void)state;
	for (size_t i = 0; i < POINTS; i++) {
		double x = draw(range[i % 4][0], range[i % 4][1]);

		worst = fmax(worst, error(elementary_exp(x), expl((long double)x)));
	}
	print_message("exp: %.3f units in the last place\n", worst);
	assert_true(worst < 1);
}

static void log_is_within_a_unit_in_the_last_place(void **state)
{
	double worst = 0;

	(void)state;
	for (size_t i = 0; i < POINTS; i++) {
		double x = i % 3 == 0	? draw(1, 256)
			   : i % 3 == 1 ? draw(0.7, 1.5)
					: ldexp(draw(1, 2), (int)draw(-1070, 1023));

		worst = fmax(worst, error(elementary_log(x), logl((long double)x)));
	}
	print_message("log: %.3f units in the last place\n", worst);
	assert_true(worst < 1);
}

static void ends_of_the_ranges_are_those_of_the_c_standard(void **state)
{
	(void)state;
	assert_true(elementary_exp(0) == 1 && elementary_exp(-0.0) == 1);
	assert_true(isinf(elementary_exp(709.79)) && isinf(elementary_exp(INFINITY)));
	assert_true(isfinite(elementary_exp(709.78)));
	assert_true(elementary_exp(-745.13) == 0x1p-1074);
	assert_true(elementary_exp(-745.2) == 0 && elementary_exp(-INFINITY) == 0);
	assert_true(isnan(elementary_exp(NAN)));
	assert_true(elementary_log(1) == 0);
	assert_true(elementary_log(0x1p-1074) == log(0x1p-1074));
	assert_true(elementary_log(DBL_MAX) == log(DBL_MAX));
	assert_true(isnan(elementary_log(0)) && isnan(elementary_log(-1)));
	assert_true(isnan(elementary_log(INFINITY)) && isnan(elementary_log(NAN)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exp_is_within_a_unit_in_the_last_place),
		cmocka_unit_test(log_is_within_a_unit_in_the_last_place),
		cmocka_unit_test(ends_of_the_ranges_are_those_of_the_c_standard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
