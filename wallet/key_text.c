/*
 * In reading order: what stands around the digits, one digit, the words for each fault, reading,
 * writing.
 */
#include "wallet/key_text.h"

#include <sodium.h>
#include <string.h>

#include "base/disclose.h"
#include "base/mask.h"

#define DIGITS ((size_t)2 * CURVE_KEY_SIZE)

/* That a character is white space is told; which of the others it is, is not. */
static bool is_ascii_space(uint8_t c)
{
	return disclose((mask_equal(c, ' ') | mask_within(c, '\t', '\r')) & 1);
}

static void trim_space(const uint8_t **text, size_t *len)
{
	while (*len > 0 && is_ascii_space((*text)[0])) {
		++*text;
		--*len;
	}
	while (*len > 0 && is_ascii_space((*text)[*len - 1]))
		--*len;
}

static void skip_prefix(const uint8_t **text, size_t *len)
{
	if (*len >= 2 &&
	    disclose(mask_equal((*text)[0], '0') & mask_equal((*text)[1] | 0x20u, 'x') & 1)) {
		*text += 2;
		*len -= 2;
	}
}

/*
 * The value of a digit, and 0x100 for any other character. hex_digit() reads a table, and the time
 * of that may tell which entry; here the digits are secret.
 */
static uint32_t digit(uint8_t c)
{
	uint32_t number = mask_within(c, '0', '9'), letter = mask_within(c | 0x20u, 'a', 'f');

	return ((c - '0') & number) | (((c | 0x20u) - 'a' + 10) & letter) |
	       (0x100 & ~(number | letter));
}

/* How many digits stand in front; all `len` of them when nothing is wrong but their number. */
static size_t digits_before_fault(const uint8_t *text, size_t len)
{
	size_t n = 0;

	while (n < len && disclose(digit(text[n]) >> 8) == 0)
		n++;
	return n;
}

static enum status tell_fault(const uint8_t *text, size_t len, struct err *e)
{
	size_t right;

	skip_prefix(&text, &len);
	right = digits_before_fault(text, len);
	if (len == 0)
		return err_set(e, ERR_PARSE, "there is no key; a private key has %zu hex digits",
			       DIGITS);
	if (right < len && is_ascii_space(text[right]))
		return err_set(e, ERR_PARSE,
			       "character %zu of the private key is white space; a key has %zu hex "
			       "digits without a gap, and the words of a phrase are imported as a "
			       "phrase",
			       right + 1, DIGITS);
	if (right < len)
		return err_set(e, ERR_PARSE,
			       "character %zu of the private key is no hex digit (0-9, a-f; \"0x\" "
			       "not counted); correct it",
			       right + 1);
	if (len == 40)
		return err_set(e, ERR_PARSE,
			       "this has 40 hex digits, as an address has; a private key has %zu",
			       DIGITS);
	return err_set(e, ERR_PARSE,
		       "a private key has %zu hex digits, zeros in front included, and this has "
		       "%zu; copy all of it",
		       DIGITS, len);
}

static enum status check_range(const struct secret *key, const struct curve *c, struct err *e)
{
	uint8_t public[CURVE_PUBLIC_SIZE];

	if (disclose((uint32_t)sodium_is_zero(secret_view(key), CURVE_KEY_SIZE)))
		return err_set(e, ERR_RANGE,
			       "zero is no private key; choose the text that a wallet exported");
	if (curve_public(c, public, secret_view(key)) != STATUS_OK)
		return err_set(e, ERR_RANGE,
			       "this number is not below the order of the curve, and so no private "
			       "key; choose the text that a wallet exported");
	return STATUS_OK;
}

/* The bytes of 64 digits; ERR_PARSE when one is none. */
static enum status read_key_digits(uint8_t key[static CURVE_KEY_SIZE],
				   const uint8_t digits[static DIGITS])
{
	uint32_t wrong = 0;

	for (size_t i = 0; i < CURVE_KEY_SIZE; i++) {
		uint32_t high = digit(digits[2 * i]), low = digit(digits[2 * i + 1]);

		wrong |= high | low;
		key[i] = (uint8_t)(high << 4 | low);
	}
	return disclose(wrong >> 8) == 0 ? STATUS_OK : ERR_PARSE;
}

enum status key_text_read(struct secret **key, const struct secret *text, const struct curve *c,
			  struct err *e)
{
	const uint8_t *from = secret_view(text);
	size_t len = secret_len(text);
	enum status s;

	*key = NULL;
	trim_space(&from, &len);
	/* The first two of 64 characters are digits of the key and not looked at here. */
	if (len == KEY_TEXT_SIZE)
		skip_prefix(&from, &len);
	if (len != DIGITS)
		return tell_fault(from, len, e);
	s = secret_new(key, CURVE_KEY_SIZE, e);
	if (s != STATUS_OK)
		return s;
	s = read_key_digits(secret_bytes(*key), from);
	s = s == STATUS_OK ? check_range(*key, c, e) : tell_fault(from, len, e);
	if (s != STATUS_OK) {
		secret_free(*key);
		*key = NULL;
	}
	return s;
}

enum status key_text_write(struct secret **text, const struct secret *key, struct err *e)
{
	struct secret *digits = NULL;
	enum status s;

	*text = NULL;
	if (secret_len(key) != CURVE_KEY_SIZE)
		return err_set(e, ERR_USAGE, "a private key has %d bytes", CURVE_KEY_SIZE);
	/* libsodium writes a zero behind the digits, in time that does not depend on them. */
	s = secret_new(&digits, DIGITS + 1, e);
	if (s != STATUS_OK)
		return s;
	sodium_bin2hex((char *)secret_bytes(digits), DIGITS + 1, secret_view(key), CURVE_KEY_SIZE);
	s = secret_new(text, KEY_TEXT_SIZE, e);
	if (s == STATUS_OK) {
		memcpy(secret_bytes(*text), "0x", 2);
		memcpy(secret_bytes(*text) + 2, secret_view(digits), DIGITS);
	}
	secret_free(digits);
	return s;
}
