/* Reads back what was rendered from a value, and compares. */
#ifndef TESTS_UNIT_COLUMN_READ_H
#define TESTS_UNIT_COLUMN_READ_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/text.h"
#include "chain/sentence.h"
#include "lists/column.h"
#include "tests/screens/fixture.h"

/* "18 204.5" without the spaces between groups. */
static inline void ungroup(char *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text != ' ')
			*out++ = *text;
	*out = '\0';
}

static inline uint64_t number_in(const char *text)
{
	char plain[64], *end;
	uint64_t n;

	ungroup(plain, text);
	n = strtoull(plain, &end, 10);
	assert_int_equal(*end, '\0');
	return n;
}

static inline double real_in(const char *text)
{
	char *end;
	double x = strtod(text, &end);

	assert_int_equal(*end, '\0');
	return x;
}

static inline void assert_near(double found, double expected, double tolerance)
{
	if (!(fabs(found - expected) <= tolerance))
		fail_msg("%.12g is not %.12g within %.3g", found, expected, tolerance);
}

static inline void assert_text(const struct value *v, const char *text)
{
	assert_int_equal(strlen(text), v->len);
	assert_memory_equal(text, v->text, v->len);
}

/*
 * Each value of the sentence stands in the text as it reads alone, in order, and what stands before
 * it is the sentence's own text.
 */
static inline void assert_sentence(const struct value *v, const char *text,
				   const struct value_style *style)
{
	const struct sentence *s = v->sentence;
	const char *own = s->text;

	for (size_t i = 0; i <= s->n; i++) {
		size_t len = strcspn(own, "\x1f");
		char part[VALUE_TEXT_SIZE];

		assert_memory_equal(text, own, len);
		text += len;
		own += len + 1;
		if (i == s->n)
			break;
		value_text(part, sizeof(part), &s->values[i], style);
		assert_memory_equal(text, part, strlen(part));
		text += strlen(part);
		if (value_unit(&s->values[i])[0] != '\0')
			text += 1 + strlen(value_unit(&s->values[i]));
	}
	assert_string_equal(text, "");
}

static inline void assert_amount(const struct u256 *expected, const char *text, unsigned decimals)
{
	struct u256 found;

	assert_int_equal(amount_parse(&found, text, strlen(text), decimals), STATUS_OK);
	assert_int_equal(u256_compare(&found, expected), 0);
}

/*
 * The shown amount: all digits below the last place dropped, and one unit of it at least; a total
 * is rounded.
 */
static inline void assert_shown_amount(const struct value *v, const char *text)
{
	const struct u256 ten = u256_from_u64(10);
	struct u256 unit = u256_from_u64(1), amount = v->amount, shown;

	for (unsigned i = AMOUNT_PLACES; i < v->unit.decimals; i++)
		assert_int_equal(u256_mul(&unit, &unit, &ten), STATUS_OK);
	/* A total is rounded to the nearest. */
	if (v->places == VALUE_TOTAL) {
		struct u256 two = u256_from_u64(2), half;

		assert_int_equal(u256_div(&half, NULL, &unit, &two), STATUS_OK);
		assert_int_equal(u256_add(&amount, &amount, &half), STATUS_OK);
	}
	assert_int_equal(u256_div(&shown, NULL, &amount, &unit), STATUS_OK);
	assert_int_equal(u256_mul(&shown, &shown, &unit), STATUS_OK);
	if (u256_is_zero(&shown) && !u256_is_zero(&v->amount))
		shown = unit;
	assert_amount(&shown, text, v->unit.decimals);
}

static inline void assert_shown_size(uint64_t n, const char *text)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
	double scale = 1, shown;
	char *unit;

	shown = strtod(text, &unit);
	for (size_t i = 0; i < ARRAY_SIZE(units) && strcmp(units[i], unit + 1) != 0; i++)
		scale *= 1000;
	assert_near(shown * scale, (double)n, 0.51 * scale * (strchr(text, '.') ? 0.1 : 1));
}

/* "14:02:11", "14:02", "2026-11-20 14:02", "2026-11-20": as near to the second as they say. */
static inline void assert_shown_time(int64_t seconds, const char *text)
{
	struct tm tm = {0};
	bool today = strlen(text) <= 8;
	bool minutes = strlen(text) != 8;
	int64_t exact = strlen(text) == 10 ? 86400 : minutes ? 60 : 1;
	const char *format = strlen(text) == 10	 ? "%Y-%m-%d"
			     : strlen(text) == 8 ? "%H:%M:%S"
			     : today		 ? "%H:%M"
						 : "%Y-%m-%d %H:%M";
	const char *end = strptime(text, format, &tm);
	int64_t found;

	assert_true(end != NULL && *end == '\0');
	found = today ? FIXTURE_NOW - FIXTURE_NOW % 86400 + tm.tm_hour * 3600 + tm.tm_min * 60 +
				tm.tm_sec
		      : (int64_t)timegm(&tm);
	assert_int_equal(found, seconds - seconds % exact);
}

static inline enum trust trust_in(const char *text, bool ascii)
{
	for (int t = TRUST_NONE; t <= TRUST_PROVEN; t++)
		if (strcmp(text, trust_mark((enum trust)t, ascii)) == 0 ||
		    strcmp(text, trust_word((enum trust)t)) == 0)
			return (enum trust)t;
	fail_msg("\"%s\" is no trust", text);
	return TRUST_NONE;
}

static inline void assert_shown_bytes(const uint8_t *bytes, size_t len, const char *text,
				      bool narrow)
{
	size_t n = strlen(text);
	char hex[HASH_TEXT_SIZE] = "0x";

	for (size_t i = 0; i < len; i++)
		snprintf(hex + 2 + 2 * i, 3, "%02x", bytes[i]);
	if (!narrow) {
		assert_int_equal(strcasecmp(text, hex), 0);
		return;
	}
	assert_int_equal(text_width(text), 11);
	assert_int_equal(strncasecmp(text, hex, 6), 0);
	assert_int_equal(strcasecmp(text + n - 4, hex + strlen(hex) - 4), 0);
}

/* How far a real number may be from its `exact` rendering: six digits, or what the format has. */
static inline double tolerance(const struct column *c, double x)
{
	double places = c->exact == NULL ? 0 : strcmp(c->exact, "%.1f") == 0 ? 0.05 : 5e-7;

	return fabs(x) * 5e-6 + places + 1e-12;
}

#endif
