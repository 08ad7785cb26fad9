#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <time.h>

#include "base/clock.h"

static enum status parse(int64_t *out, const char *text)
{
	return clock_parse_rfc3339(out, text, strlen(text));
}

/* Seconds by GNU date: date -u -d TIME +%s */
static const struct {
	const char *text;
	int64_t seconds;
} known[] = {
	{"1970-01-01T00:00:00Z", 0},
	{"2000-02-29T23:59:59Z", 951868799},
	{"2026-11-21T14:02:11Z", 1795269731},
	{"2038-01-19T03:14:08Z", 2147483648},
	{"2100-03-01T00:00:00Z", 4107542400},
	{"1969-12-31T23:59:59Z", -1},
	{"9999-12-31T23:59:59Z", 253402300799},
};

static void times_go_both_ways(void **state)
{
	char text[CLOCK_RFC3339_SIZE];
	int64_t seconds;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		assert_int_equal(parse(&seconds, known[i].text), STATUS_OK);
		assert_true(seconds == known[i].seconds);
		clock_format_rfc3339(text, known[i].seconds);
		assert_string_equal(text, known[i].text);
	}
}

static void a_fraction_is_dropped(void **state)
{
	int64_t seconds;

	(void)state;
	assert_int_equal(parse(&seconds, "1970-01-01T00:00:01.999999999Z"), STATUS_OK);
	assert_true(seconds == 1);
}

static void only_utc_in_one_form_is_a_time(void **state)
{
	static const char *const wrong[] = {
		"",
		"2026-11-21",
		"2026-11-21T14:02:11",
		"2026-11-21T14:02:11+00:00",
		"2026-11-21 14:02:11Z",
		"2026-11-21t14:02:11z",
		"2026-13-01T00:00:00Z",
		"2026-00-01T00:00:00Z",
		"2026-01-32T00:00:00Z",
		"2026-02-30T00:00:00Z",
		"2027-02-29T00:00:00Z",
		"2026-11-21T24:00:00Z",
		"2026-11-21T14:60:00Z",
		"2026-11-21T14:02:61Z",
		"2026-11-21T14:02:11.Z",
		"2026-11-21T14:02:11Z ",
		"+026-11-21T14:02:11Z",
	};
	int64_t seconds;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		if (parse(&seconds, wrong[i]) != ERR_PARSE)
			fail_msg("accepted: %s", wrong[i]);
	}
}

static void tests_can_stop_and_shift_the_clock(void **state)
{
	int64_t real;

	(void)state;
	unsetenv("BYLINE_CLOCK");
	real = (int64_t)time(NULL);
	assert_in_range((uint64_t)(clock_now() - real), 0, 2);
	setenv("BYLINE_CLOCK", "1795269731", 1);
	assert_true(clock_now() == 1795269731);
	setenv("BYLINE_CLOCK", "+86400", 1);
	assert_in_range((uint64_t)(clock_now() - real - 86400), 0, 2);
	setenv("BYLINE_CLOCK", "-86400", 1);
	assert_in_range((uint64_t)(clock_now() - real + 86400), 0, 2);
	setenv("BYLINE_CLOCK", "soon", 1);
	assert_in_range((uint64_t)(clock_now() - real), 0, 2);
	unsetenv("BYLINE_CLOCK");
}

static void local_time_shows_the_date_only_of_other_days(void **state)
{
	char text[CLOCK_LOCAL_SIZE];

	(void)state;
	setenv("TZ", "XST-9", 1);
	tzset();
	setenv("BYLINE_CLOCK", "1795269731", 1);
	clock_format_local(text, 1795269731);
	assert_string_equal(text, "23:02:11");
	clock_format_local(text, 1795269731 + 3600);
	assert_string_equal(text, "2026-11-22 00:02");
	clock_format_local(text, 1795269731 - 86400 * 365);
	assert_string_equal(text, "2025-11-21 23:02");
	clock_format_short(text, 1795269731);
	assert_string_equal(text, "23:02");
	clock_format_short(text, 1795269731 + 3600);
	assert_string_equal(text, "2026-11-22");
	unsetenv("BYLINE_CLOCK");
}

static void elapsed_time_never_runs_backwards(void **state)
{
	int64_t before = clock_monotonic_ms();

	(void)state;
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_monotonic_ms();

		assert_true(now >= before);
		before = now;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_go_both_ways),
		cmocka_unit_test(a_fraction_is_dropped),
		cmocka_unit_test(only_utc_in_one_form_is_a_time),
		cmocka_unit_test(tests_can_stop_and_shift_the_clock),
		cmocka_unit_test(local_time_shows_the_date_only_of_other_days),
		cmocka_unit_test(elapsed_time_never_runs_backwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
