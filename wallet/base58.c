/*
 * The text is a number in base 58, the most significant digit first. A zero byte in front is
 * written as the digit 1, so that each number has one form.
 */
#include "wallet/base58.h"

#include <sodium.h>
#include <string.h>

#include "base/secret.h"

#define CHECK_SIZE 4

/* out = 58 * out + digit. ERR_PARSE when that does not fit. */
static enum status push_digit(uint8_t *out, size_t size, unsigned digit)
{
	unsigned carry = digit;

	for (size_t i = size; i-- > 0;) {
		carry += 58u * out[i];
		out[i] = (uint8_t)carry;
		carry >>= 8;
	}
	return carry == 0 ? STATUS_OK : ERR_PARSE;
}

/* How many bytes in front are `byte`. */
static size_t leading(const void *data, size_t len, uint8_t byte)
{
	const uint8_t *bytes = data;
	size_t n = 0;

	while (n < len && bytes[n] == byte)
		n++;
	return n;
}

static enum status read_number(uint8_t *out, size_t size, const char *text, size_t len)
{
	static const char digits[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	enum status s = STATUS_OK;

	memset(out, 0, size);
	for (size_t i = 0; i < len && s == STATUS_OK; i++) {
		const char *digit = memchr(digits, text[i], sizeof(digits) - 1);

		s = digit != NULL ? push_digit(out, size, (unsigned)(digit - digits)) : ERR_PARSE;
	}
	if (s == STATUS_OK && leading(text, len, '1') != leading(out, size, 0))
		s = ERR_PARSE;
	return s;
}

enum status base58_read_checked(uint8_t *out, size_t size, const char *text, size_t len)
{
	uint8_t bytes[BASE58_SIZE_MAX], digest[crypto_hash_sha256_BYTES];
	enum status s = ERR_PARSE;

	if (size + CHECK_SIZE <= sizeof(bytes))
		s = read_number(bytes, size + CHECK_SIZE, text, len);
	if (s == STATUS_OK) {
		crypto_hash_sha256(digest, bytes, size);
		crypto_hash_sha256(digest, digest, sizeof(digest));
		s = memcmp(digest, bytes + size, CHECK_SIZE) == 0 ? STATUS_OK : ERR_MISMATCH;
	}
	if (s == STATUS_OK)
		memcpy(out, bytes, size);
	/* Somebody may have pasted a private key. */
	secret_wipe(bytes, sizeof(bytes));
	return s;
}
