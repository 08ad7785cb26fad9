/*
 * Numbers of 16 bits by the definition of IEEE 754: a sign, 5 bits of exponent with the bias 15, 10
 * bits of fraction.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "influence/half.h"

#define INFINITE 0x7c00

static double by_definition(uint16_t bits)
{
	int exponent = bits >> 10 & 31, fraction = bits & 1023;
	double v = exponent == 0 ? ldexp(fraction, -24) : ldexp(1024 + fraction, exponent - 25);

	return bits & 0x8000 ? -v : v;
}

static void every_pattern_has_its_value_and_comes_back(void **state)
{
	(void)state;
	for (uint32_t bits = 0; bits <= UINT16_MAX; bits++) {
		float v = half_to_float((uint16_t)bits);

		if ((bits & INFINITE) == INFINITE) {
			assert_int_equal(isnan(v) != 0, (bits & 1023) != 0);
			assert_int_equal(isinf(v) != 0, (bits & 1023) == 0);
		} else {
			assert_true((double)v == by_definition((uint16_t)bits));
		}
		assert_int_equal(signbit(v) != 0, bits >> 15);
		if (isnan(v))
			assert_true(isnan(half_to_float(half_of_float(v))));
		else
			assert_int_equal(half_of_float(v), bits);
	}
}

/* Between two neighbours: below the middle the smaller one, above it the larger, on it the even. */
static void what_lies_between_goes_to_the_nearest_and_ties_to_even(void **state)
{
	(void)state;
	for (uint16_t bits = 0; bits < INFINITE; bits++) {
		uint16_t next = bits + 1, even = bits & 1 ? next : bits;
		/* Beyond the largest, the next one would be 2^16. */
		double to = next == INFINITE ? 65536 : by_definition(next);
		float middle = (float)((by_definition(bits) + to) / 2);

		assert_int_equal(half_of_float(middle), even);
		assert_int_equal(half_of_float(nextafterf(middle, 0)), bits);
		assert_int_equal(half_of_float(nextafterf(middle, INFINITY)), next);
		assert_int_equal(half_of_float(-middle), even | 0x8000);
	}
}

static void the_ends_of_the_range_are_zero_and_infinity(void **state)
{
	(void)state;
	assert_int_equal(half_of_float(0.0F), 0);
	assert_int_equal(half_of_float(-0.0F), 0x8000);
	assert_int_equal(half_of_float(1e-45F), 0);
	assert_int_equal(half_of_float(-1e-30F), 0x8000);
	assert_int_equal(half_of_float(HALF_LARGEST), INFINITE - 1);
	assert_int_equal(half_of_float(3e38F), INFINITE);
	assert_int_equal(half_of_float(INFINITY), INFINITE);
	assert_int_equal(half_of_float(-INFINITY), INFINITE | 0x8000);
}

/* As Python's struct.pack("e") has them. */
static void numbers_of_another_implementation_agree(void **state)
{
	static const struct {
		float v;
		uint16_t bits;
	} cases[] = {
		{1.0F, 0x3c00},
		{-2.0F, 0xc000},
		{0.333333343F, 0x3555},
		{0.100000001F, 0x2e66},
		{3.14159274F, 0x4248},
		{1.00000001e-07F, 0x0002},
		{5.99999979e-08F, 0x0001},
		{2.90000006e-08F, 0x0000},
		{5.96000014e-08F, 0x0001},
		{6.09999988e-05F, 0x03ff},
		{6.09755516e-05F, 0x03ff},
		{65519.0F, 0x7bff},
		{1000.5F, 0x63d1},
		{2049.0F, 0x6800},
		{2051.0F, 0x6802},
		{-0.000123449994F, 0x880c},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(half_of_float(cases[i].v), cases[i].bits);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pattern_has_its_value_and_comes_back),
		cmocka_unit_test(what_lies_between_goes_to_the_nearest_and_ties_to_even),
		cmocka_unit_test(the_ends_of_the_range_are_zero_and_infinity),
		cmocka_unit_test(numbers_of_another_implementation_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
