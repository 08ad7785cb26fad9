#include "client/span_hint.h"

#include <string.h>

#include "base/hex.h"

/* A number in running text. */
struct number {
	uint64_t value;
	const char *end; /* the character after it */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Reads "0x1f3". Numbers above 2^60 become that. */
static struct number hex_number(const char *at)
{
	struct number n = {.end = at + 2};

	for (int digit; (digit = hex_digit(*n.end)) >= 0; n.end++)
		n.value = n.value >> 56 == 0 ? n.value << 4 | (unsigned)digit : UINT64_C(1) << 60;
	return n;
}

/* Reads "10000", "10,000", "10.000" and "2K". */
static struct number decimal_number(const char *at)
{
	struct number n = {.end = at};

	while (is_digit(*n.end) ||
	       ((*n.end == ',' || *n.end == '.') && is_digit(n.end[1]) && is_digit(n.end[2]) &&
		is_digit(n.end[3]) && !is_digit(n.end[4]))) {
		if (is_digit(*n.end) && n.value < UINT64_C(1) << 56)
			n.value = 10 * n.value + (unsigned)(*n.end - '0');
		n.end++;
	}
	if ((*n.end == 'k' || *n.end == 'K') && !is_letter(n.end[1])) {
		n.value *= 1000;
		n.end++;
	}
	return n;
}

/* Finds the next number that is a word of its own, from `text` on. False: there is none. */
static bool next_number(struct number *out, const char *text, const char *start)
{
	for (; *text != '\0'; text++) {
		if (!is_digit(*text) ||
		    (text > start && (is_letter(text[-1]) || is_digit(text[-1]))))
			continue;
		*out = text[0] == '0' && text[1] == 'x' ? hex_number(text) : decimal_number(text);
		if (!is_letter(*out->end))
			return true;
	}
	return false;
}

/* Whether two numbers with `between` from..to between them are the ends of a range. */
static bool is_range(const char *from, const char *to)
{
	size_t len = (size_t)(to - from);

	return (len == 1 && *from == '-') || (len == 2 && strncmp(from, ", ", 2) == 0);
}

uint64_t span_hint(const char *words, uint64_t asked, bool results)
{
	struct number n, last = {0};
	uint64_t first = 0;

	for (const char *at = words; next_number(&n, at, words); at = n.end, last = n) {
		const char *begin = n.end;

		while (begin > at && (is_digit(begin[-1]) || is_letter(begin[-1])))
			begin--;
		if (last.end != NULL && is_range(last.end, begin) && n.value >= last.value &&
		    n.value - last.value < asked - 1)
			return n.value - last.value + 1;
		if (first == 0 && n.value > 0 && n.value < asked)
			first = n.value;
	}
	return results ? 0 : first;
}
