#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chain/amount.h"

static void shows(const char *raw, unsigned decimals, const char *expected)
{
	char text[AMOUNT_TEXT_SIZE];
	struct u256 v;

	assert_int_equal(u256_parse(&v, raw, strlen(raw)), STATUS_OK);
	amount_format(text, &v, decimals);
	assert_string_equal(text, expected);
}

static void shows_exactly(const char *raw, unsigned decimals, const char *expected)
{
	char text[AMOUNT_TEXT_SIZE];
	struct u256 v, again;

	assert_int_equal(u256_parse(&v, raw, strlen(raw)), STATUS_OK);
	amount_format_exact(text, &v, decimals);
	assert_string_equal(text, expected);
	assert_int_equal(amount_parse(&again, text, strlen(text), decimals), STATUS_OK);
	assert_int_equal(u256_compare(&v, &again), 0);
}

static void amounts_are_cut_and_grouped_by_three(void **state)
{
	(void)state;
	shows("128402913000000000001", 18, "128.402 913");
	shows("3110000000000000000", 18, "3.110 000");
	shows("1999999999999999999", 18, "1.999 999");
	shows("18204000000000000000000", 18, "18 204.000 000");
	shows("1234567", 0, "1 234 567");
	shows("1234567", 3, "1 234.567");
	shows("1234567", 2, "12 345.67");
	shows("123", 1, "12.3");
	shows("0", 18, "0.000 000");
	shows("0", 0, "0");
	shows("1234567", 7, "0.123 456");
}

static void an_amount_never_shows_as_zero_unless_it_is(void **state)
{
	(void)state;
	shows("1", 18, "0.000 001");
	shows("999999999999", 18, "0.000 001");
	shows("1000000000000", 18, "0.000 001");
	shows("2000000000000", 18, "0.000 002");
	shows("1", 7, "0.000 001");
}

static void totals(const char *raw, unsigned decimals, const char *expected)
{
	char text[AMOUNT_TEXT_SIZE];
	struct u256 v;

	assert_int_equal(u256_parse(&v, raw, strlen(raw)), STATUS_OK);
	amount_format_total(text, &v, decimals);
	assert_string_equal(text, expected);
}

static void a_total_is_rounded_to_the_nearest_and_never_cut(void **state)
{
	(void)state;
	totals("21346763766666666666", 18, "21.346 764");
	totals("1999999499999999999", 18, "1.999 999");
	totals("1999999500000000000", 18, "2.000 000");
	totals("999999999999999999999", 18, "1 000.000 000");
	totals("12345675", 7, "1.234 568");
	totals("1234567", 6, "1.234 567");
	totals("12", 0, "12");
	totals("0", 18, "0.000 000");
	/* Dust stays one unit of the last place, and the largest has no room above it. */
	totals("1", 18, "0.000 001");
	totals("999999999999", 18, "0.000 001");
	totals("115792089237316195423570985008687907853269984665640564039457584007913129639935", 38,
	       "1 157 920 892 373 161 954 235 709 850 086 879 078 532.699 846");
	totals("1", 78, "?");
}

static void exact_amounts_have_every_digit_and_read_back(void **state)
{
	(void)state;
	shows_exactly("128402913000000000001", 18, "128.402913000000000001");
	shows_exactly("12000000000000000000", 18, "12");
	shows_exactly("12500000000000000000", 18, "12.5");
	shows_exactly("1", 18, "0.000000000000000001");
	shows_exactly("0", 18, "0");
	shows_exactly("1200", 0, "1200");
	shows_exactly(
		"115792089237316195423570985008687907853269984665640564039457584007913129639935",
		18,
		"115792089237316195423570985008687907853269984665640564039457.584007913129639935");
	shows_exactly(
		"115792089237316195423570985008687907853269984665640564039457584007913129639935",
		77,
		"1.15792089237316195423570985008687907853269984665640564039457584007913129639935");
}

static void the_largest_amount_fits_its_text(void **state)
{
	(void)state;
	shows("115792089237316195423570985008687907853269984665640564039457584007913129639935", 38,
	      "1 157 920 892 373 161 954 235 709 850 086 879 078 532.699 846");
	shows("115792089237316195423570985008687907853269984665640564039457584007913129639935", 6,
	      "115 792 089 237 316 195 423 570 985 008 687 907 853 269 984 665 640 564 039 457 "
	      "584 007 913 129.639 935");
	shows("1", 78, "?");
}

static void reads(const char *text, unsigned decimals, const char *expected)
{
	char found[U256_DECIMAL_SIZE];
	struct u256 v;

	assert_int_equal(amount_parse(&v, text, strlen(text), decimals), STATUS_OK);
	u256_format(found, &v);
	assert_string_equal(found, expected);
}

static void amounts_are_read_as_people_write_them(void **state)
{
	(void)state;
	reads("12", 18, "12000000000000000000");
	reads("0.5", 18, "500000000000000000");
	reads("1 000.25", 2, "100025");
	reads("0.000 000 1", 18, "100000000000");
	reads("0", 18, "0");
	reads("0.00", 2, "0");
	reads("115792089237316195423570985008687907853269984665640564039457.584007913129639935", 18,
	      "115792089237316195423570985008687907853269984665640564039457584007913129639935");
}

static enum status parse(const char *text, unsigned decimals)
{
	struct u256 v;

	return amount_parse(&v, text, strlen(text), decimals);
}

static void what_could_be_read_two_ways_is_refused(void **state)
{
	static const char *const bad[] = {"",	  " ",	".",	    ".5",   "5.",   "1,000",
					  "-1",	  "+1", "1e3",	    "0x10", "1..2", "1.2.3",
					  " 1",	  "1 ", "1  0",	    "1. 5", "1 .5", "007",
					  "00.5", "1O", "1\xC2\xA0"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		if (parse(bad[i], 18) != ERR_PARSE)
			fail_msg("read: \"%s\"", bad[i]);
}

static void amounts_that_do_not_fit_are_out_of_range(void **state)
{
	(void)state;
	assert_int_equal(parse("0.123", 2), ERR_RANGE);
	assert_int_equal(parse("0.5", 0), ERR_RANGE);
	assert_int_equal(parse("115792089237316195423570985008687907853269984665640564039457."
			       "584007913129639936",
			       18),
			 ERR_RANGE);
	assert_int_equal(parse("115792089237316195423570985008687907853269984665640564039458", 18),
			 ERR_RANGE);
	assert_int_equal(
		parse("11579208923731619542357098500868790785326998466564056403945758400791"
		      "31296399350000",
		      0),
		ERR_RANGE);
	assert_int_equal(parse("1", 78), ERR_RANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts_are_cut_and_grouped_by_three),
		cmocka_unit_test(an_amount_never_shows_as_zero_unless_it_is),
		cmocka_unit_test(a_total_is_rounded_to_the_nearest_and_never_cut),
		cmocka_unit_test(exact_amounts_have_every_digit_and_read_back),
		cmocka_unit_test(the_largest_amount_fits_its_text),
		cmocka_unit_test(amounts_are_read_as_people_write_them),
		cmocka_unit_test(what_could_be_read_two_ways_is_refused),
		cmocka_unit_test(amounts_that_do_not_fit_are_out_of_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
