/*
 * Time, and time as text.
 *
 * The environment can stop or shift clock_now(), so that a test or a screenshot shows the same
 * times on every run. A BYLINE_CLOCK that is not a number changes nothing.
 */
#include "base/clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/cursor.h"
#include "base/parse.h"

int64_t clock_now(void)
{
	const char *fixed = getenv("BYLINE_CLOCK");
	int64_t now = (int64_t)time(NULL);
	uint64_t v;

	if (fixed == NULL || fixed[0] == '\0')
		return now;
	if (fixed[0] == '+' || fixed[0] == '-') {
		if (parse_u64(&v, fixed + 1, strlen(fixed + 1)) != STATUS_OK || v > INT32_MAX)
			return now;
		return fixed[0] == '+' ? now + (int64_t)v : now - (int64_t)v;
	}
	if (parse_u64(&v, fixed, strlen(fixed)) != STATUS_OK || v > INT64_MAX)
		return now;
	return (int64_t)v;
}

int64_t clock_monotonic_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void clock_format_rfc3339(char out[static CLOCK_RFC3339_SIZE], int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(out, CLOCK_RFC3339_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		snprintf(out, CLOCK_RFC3339_SIZE, "-");
}

/* Takes exactly `n` decimal digits. */
static bool digits(struct cursor *c, int n, int *out)
{
	const uint8_t *p;

	if (cursor_take(c, &p, (size_t)n) != STATUS_OK)
		return false;
	*out = 0;
	for (int i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		*out = *out * 10 + (p[i] - '0');
	}
	return true;
}

static bool date_and_time(struct cursor *c, struct tm *tm)
{
	return digits(c, 4, &tm->tm_year) && cursor_literal(c, "-") == STATUS_OK &&
	       digits(c, 2, &tm->tm_mon) && cursor_literal(c, "-") == STATUS_OK &&
	       digits(c, 2, &tm->tm_mday) && cursor_literal(c, "T") == STATUS_OK &&
	       digits(c, 2, &tm->tm_hour) && cursor_literal(c, ":") == STATUS_OK &&
	       digits(c, 2, &tm->tm_min) && cursor_literal(c, ":") == STATUS_OK &&
	       digits(c, 2, &tm->tm_sec);
}

enum status clock_parse_rfc3339(int64_t *seconds, const char *text, size_t len)
{
	struct cursor c = cursor_of(text, len);
	struct tm tm = {0}, day;

	if (!date_and_time(&c, &tm) || tm.tm_mon < 1 || tm.tm_mon > 12 || tm.tm_mday < 1 ||
	    tm.tm_mday > 31 || tm.tm_hour > 23 || tm.tm_min > 59 || tm.tm_sec > 60)
		return ERR_PARSE;
	/* A fraction of a second is allowed and dropped. */
	if (cursor_literal(&c, ".") == STATUS_OK) {
		const uint8_t *first = c.at;

		while (c.at < c.end && *c.at >= '0' && *c.at <= '9')
			c.at++;
		if (c.at == first)
			return ERR_PARSE;
	}
	if (cursor_literal(&c, "Z") != STATUS_OK || c.at != c.end)
		return ERR_PARSE;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	/* timegm() takes the 30th of February for a day of March. */
	day = (struct tm){.tm_year = tm.tm_year, .tm_mon = tm.tm_mon, .tm_mday = tm.tm_mday};
	timegm(&day);
	if (day.tm_mon != tm.tm_mon)
		return ERR_PARSE;
	*seconds = (int64_t)timegm(&tm);
	return STATUS_OK;
}

static void format_local(char out[static CLOCK_LOCAL_SIZE], int64_t seconds, const char *today,
			 const char *before)
{
	time_t t = (time_t)seconds, now = (time_t)clock_now();
	struct tm tm, day;

	if (localtime_r(&t, &tm) == NULL || localtime_r(&now, &day) == NULL) {
		snprintf(out, CLOCK_LOCAL_SIZE, "-");
		return;
	}
	strftime(out, CLOCK_LOCAL_SIZE,
		 tm.tm_year == day.tm_year && tm.tm_yday == day.tm_yday ? today : before, &tm);
}

void clock_format_local(char out[static CLOCK_LOCAL_SIZE], int64_t seconds)
{
	format_local(out, seconds, "%H:%M:%S", "%Y-%m-%d %H:%M");
}

void clock_format_short(char out[static CLOCK_LOCAL_SIZE], int64_t seconds)
{
	format_local(out, seconds, "%H:%M", "%Y-%m-%d");
}
