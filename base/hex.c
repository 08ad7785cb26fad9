/*
 * Hex digits are read and written by hand: the C library's functions depend on the locale, and
 * scanf() skips spaces and accepts signs.
 */
#include "base/hex.h"

int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
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
