/*
 * Decimal text of doubles. The C library converts, in its own "C" locale: printf() and strtod()
 * would otherwise take the decimal point from the user's.
 */
#include "influence/decimal.h"

#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TEXT 64

void decimal_format(char out[static DECIMAL_SIZE], double v)
{
	/*
	 * printf() has no variant with a locale, so the thread's locale is exchanged for the
	 * moment.
	 */
	locale_t c = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0), old = uselocale(c);

	for (int digits = 1; digits <= 17; digits++) {
		snprintf(out, DECIMAL_SIZE, "%.*g", digits, v);
		if (strtod_l(out, NULL, c) == v)
			break;
	}
	uselocale(old);
	freelocale(c);
}

static size_t digits_of(const char **p, const char *end)
{
	const char *first = *p;

	while (*p < end && **p >= '0' && **p <= '9')
		(*p)++;
	return (size_t)(*p - first);
}

/*
 * Whether the text is a number of JSON's grammar. strtod() accepts much more: "inf", "0x1", spaces.
 */
static bool is_number(const char *p, const char *end)
{
	const char *first;

	p += p < end && *p == '-';
	first = p;
	if (digits_of(&p, end) == 0 || (p - first > 1 && *first == '0'))
		return false;
	if (p < end && *p == '.') {
		p++;
		if (digits_of(&p, end) == 0)
			return false;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		p += p < end && (*p == '+' || *p == '-');
		if (digits_of(&p, end) == 0)
			return false;
	}
	return p == end;
}

enum status decimal_parse(double *out, const char *text, size_t len)
{
	char copy[MAX_TEXT + 1];
	locale_t c;

	if (len > MAX_TEXT || !is_number(text, text + len))
		return ERR_PARSE;
	memcpy(copy, text, len);
	copy[len] = '\0';
	c = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
	*out = strtod_l(copy, NULL, c);
	freelocale(c);
	return isfinite(*out) ? STATUS_OK : ERR_RANGE;
}
