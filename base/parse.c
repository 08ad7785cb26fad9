#include "base/parse.h"

#include <string.h>

#include "base/buf.h"

enum status cursor_take(struct cursor *c, const uint8_t **out, size_t len)
{
	if (cursor_left(c) < len)
		return ERR_PARSE;
	*out = c->at;
	c->at += len;
	return STATUS_OK;
}

enum status cursor_u8(struct cursor *c, uint8_t *out)
{
	if (cursor_left(c) < 1)
		return ERR_PARSE;
	*out = *c->at++;
	return STATUS_OK;
}

enum status cursor_be32(struct cursor *c, uint32_t *out)
{
	if (cursor_left(c) < 4)
		return ERR_PARSE;
	*out = load_be32(c->at);
	c->at += 4;
	return STATUS_OK;
}

enum status cursor_be64(struct cursor *c, uint64_t *out)
{
	if (cursor_left(c) < 8)
		return ERR_PARSE;
	*out = load_be64(c->at);
	c->at += 8;
	return STATUS_OK;
}

enum status cursor_literal(struct cursor *c, const char *text)
{
	size_t len = strlen(text);

	if (cursor_left(c) < len || memcmp(c->at, text, len) != 0)
		return ERR_PARSE;
	c->at += len;
	return STATUS_OK;
}

enum status parse_u64(uint64_t *out, const char *text, size_t len)
{
	uint64_t v = 0;

	if (len == 0 || (len > 1 && text[0] == '0'))
		return ERR_PARSE;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return ERR_PARSE;
		if (__builtin_mul_overflow(v, 10, &v) ||
		    __builtin_add_overflow(v, (uint64_t)(text[i] - '0'), &v))
			return ERR_RANGE;
	}
	*out = v;
	return STATUS_OK;
}

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

enum status parse_hex_var(uint8_t *out, size_t *len, size_t cap, const char *text, size_t text_len)
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

enum status parse_hex(uint8_t *out, size_t len, const char *text, size_t text_len)
{
	size_t got;

	if (text_len != 2 * len + 2)
		return ERR_PARSE;
	return parse_hex_var(out, &got, len, text, text_len);
}

void format_hex(char *out, const uint8_t *data, size_t len)
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
