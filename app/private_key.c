/* Text and key stand in guarded memory; nothing of them passes through another buffer. */
#include "app/private_key.h"

#include <string.h>

#define KEY_BYTES 32

/* Returns the value of a hex digit, and sets a bit above the low four for what is none. */
static unsigned digit_value(unsigned c)
{
	unsigned number = c - '0', letter = (c | 0x20) - 'a';
	/* All ones for what is in the range: the subtraction borrows. */
	unsigned is_number = 0u - ((number - 10u) >> 31), is_letter = 0u - ((letter - 6u) >> 31);

	is_number &= 0u - ((~number) >> 31);
	is_letter &= 0u - ((~letter) >> 31);
	return (number & is_number) | ((letter + 10u) & is_letter) |
	       (~(is_number | is_letter) & 0x10);
}

/* How many bytes of white space and 0x stand in front; `len` loses what stands behind. */
static size_t skip_around(const uint8_t *text, size_t *len)
{
	size_t at = 0;

	while (*len > 0 && strchr(" \t\r\n", text[*len - 1]) != NULL)
		(*len)--;
	while (at < *len && strchr(" \t\r\n", text[at]) != NULL)
		at++;
	/* An x is no digit, so that this tells nothing of a key. */
	if (*len - at == 2 * KEY_BYTES + 2 && (text[at + 1] | 0x20) == 'x')
		at += 2;
	return at;
}

enum status parse_private_key(struct secret **key, const struct secret *text, struct err *e)
{
	const uint8_t *from = secret_view(text);
	size_t len = secret_len(text), at = skip_around(from, &len);
	unsigned wrong = 0;
	enum status s;
	uint8_t *out;

	*key = NULL;
	if (len - at != 2 * KEY_BYTES)
		return err_set(e, ERR_PARSE,
			       "a private key is 64 hex digits, with or without 0x in front");
	s = secret_new(key, KEY_BYTES, e);
	if (s != STATUS_OK)
		return s;
	out = secret_bytes(*key);
	for (size_t i = 0; i < KEY_BYTES; i++) {
		unsigned high = digit_value(from[at + 2 * i]),
			 low = digit_value(from[at + 2 * i + 1]);

		wrong |= (high | low) & 0x10;
		out[i] = (uint8_t)(high << 4 | low);
	}
	if (wrong == 0)
		return STATUS_OK;
	secret_free(*key);
	*key = NULL;
	return err_set(e, ERR_PARSE,
		       "a private key is 64 hex digits; this has something else in it");
}
