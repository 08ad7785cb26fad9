/*
 * Hex digits are read and written by hand: the C library's functions depend on the locale, and
 * scanf() skips spaces and accepts signs.
 */
#include "base/hex.h"

/*
 * The value of each digit plus one; 0 for what is no digit. Comparisons would take twice as long.
 */
static const uint8_t digit_values[256] = {
	['0'] = 1,  ['1'] = 2,	['2'] = 3,  ['3'] = 4,	['4'] = 5,  ['5'] = 6,
	['6'] = 7,  ['7'] = 8,	['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
	['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['A'] = 11, ['B'] = 12,
	['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

int hex_digit(char c)
{
	return digit_values[(uint8_t)c] - 1;
}

enum status hex_parse_var(uint8_t *out, size_t *len, size_t cap, const char *text, size_t text_len)
{
	if (text_len < 2 || text_len % 2 != 0 || text[0] != '0' || text[1] != 'x')
		return ERR_PARSE;
	if ((text_len - 2) / 2 > cap)
		return ERR_LIMIT;
	for (size_t i = 2; i < text_len; i += 2) {
		int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);

		if (high < 0 || low < 0)
			return ERR_PARSE;
		out[i / 2 - 1] = (uint8_t)(high << 4 | low);
	}
	*len = (text_len - 2) / 2;
	return STATUS_OK;
}

enum status hex_parse(uint8_t *out, size_t len, const char *text, size_t text_len)
{
	size_t got;

	if (text_len != 2 * len + 2)
		return ERR_PARSE;
	return hex_parse_var(out, &got, len, text, text_len);
}

void hex_format(char *out, const uint8_t *data, size_t len)
{
	static const char digits[] = "0123456789abcdef";

	*out++ = '0';
	*out++ = 'x';
	for (size_t i = 0; i < len; i++) {
		*out++ = digits[data[i] >> 4];
		*out++ = digits[data[i] & 15];
	}
	*out = '\0';
}
