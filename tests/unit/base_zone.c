#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/zone.h"

static void assert_written(int64_t time, const char *expected)
{
	char text[CLOCK_RFC3339_SIZE];

	zone_format(text, time);
	assert_string_equal(text, expected);
}

static void an_offset_is_a_zone(void **state)
{
	(void)state;
	assert_int_equal(zone_choose("+05:30", NULL), STATUS_OK);
	assert_written(0, "1970-01-01T05:30:00+05:30");
	assert_int_equal(zone_day(1970, 1, 1, true), -19800);
	assert_int_equal(zone_day(1970, 1, 1, false), 0);
	assert_int_equal(zone_choose("-08:00", NULL), STATUS_OK);
	assert_written(0, "1969-12-31T16:00:00-08:00");
	assert_int_equal(zone_choose("UTC", NULL), STATUS_OK);
	assert_written(0, "1970-01-01T00:00:00+00:00");
	/* The month after December, and the day after the last of February. */
	assert_int_equal(zone_day(2026, 13, 1, true), zone_day(2027, 1, 1, true));
	assert_int_equal(zone_day(2026, 2, 29, true), zone_day(2026, 3, 1, true));
}

/* Clocks go back on 25 October 2026 in Berlin, and forward on 29 March. */
static void a_named_zone_has_its_summer(void **state)
{
	(void)state;
	assert_int_equal(zone_choose("Europe/Berlin", NULL), STATUS_OK);
	assert_int_equal(zone_day(2026, 11, 1, true), 1793487600); /* 2026-10-31T23:00:00Z */
	assert_int_equal(zone_day(2026, 10, 1, true), 1790805600); /* 2026-09-30T22:00:00Z */
	assert_written(1793487600, "2026-11-01T00:00:00+01:00");
	assert_written(1790805600, "2026-10-01T00:00:00+02:00");
	assert_int_equal(zone_day(2026, 3, 30, true) - zone_day(2026, 3, 29, true), 23 * 3600);
	assert_int_equal(zone_day(2026, 10, 26, true) - zone_day(2026, 10, 25, true), 25 * 3600);
	assert_int_equal(zone_choose("UTC", NULL), STATUS_OK);
}

static void a_zone_that_the_machine_does_not_have_is_refused(void **state)
{
	static const char *const wrong[] = {
		"",	  "Europe/Berln", "Europe", "../../etc/passwd", "/etc/passwd", "+1:00",
		"+01:60", "+15:00",	  "01:00",  "+01:00x",		"CET-1CEST",   ":UTC"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct err e = {0};

		if (zone_choose(wrong[i], &e) != ERR_USAGE)
			fail_msg("\"%s\" was taken", wrong[i]);
		assert_non_null(strstr(e.text, "Europe/Berlin"));
	}
	assert_written(0, "1970-01-01T00:00:00+00:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_offset_is_a_zone),
		cmocka_unit_test(a_named_zone_has_its_summer),
		cmocka_unit_test(a_zone_that_the_machine_does_not_have_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
