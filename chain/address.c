/*
 * Addresses as text. The checksum of EIP-55 is in the case of the letters: a letter is a capital
 * when the same nibble of the keccak256 of the lower-case text is 8 or more.
 */
#include "chain/address.h"

#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "chain/keccak.h"

bool address_equal(const struct address *a, const struct address *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

bool address_is_zero(const struct address *a)
{
	static const struct address zero;

	return address_equal(a, &zero);
}

void address_to_word(uint8_t out[static 32], const struct address *a)
{
	memset(out, 0, 12);
	memcpy(out + 12, a->bytes, sizeof(a->bytes));
}

/* A word with anything before the address is a number, or somebody's attempt to hide one. */
enum status address_from_word(struct address *out, const uint8_t word[static 32])
{
	static const uint8_t zeros[12];

	if (memcmp(word, zeros, sizeof(zeros)) != 0)
		return ERR_RANGE;
	memcpy(out->bytes, word + sizeof(zeros), sizeof(out->bytes));
	return STATUS_OK;
}

void address_format(char out[static ADDRESS_TEXT_SIZE], const struct address *a)
{
	uint8_t sum[KECCAK_SIZE];

	hex_format(out, a->bytes, sizeof(a->bytes));
	keccak256(sum, out + 2, 40);
	for (size_t i = 0; i < 40; i++) {
		uint8_t nibble = i % 2 == 0 ? sum[i / 2] >> 4 : sum[i / 2] & 15;

		if (out[2 + i] >= 'a' && nibble >= 8)
			out[2 + i] -= 'a' - 'A';
	}
}

void address_format_short(char out[static ADDRESS_TEXT_SIZE], const struct address *a, bool ascii)
{
	const char *gap = ascii ? ".." : "…";
	char full[ADDRESS_TEXT_SIZE];
	size_t gap_len = strlen(gap);

	address_format(full, a);
	memcpy(out, full, 6);
	memcpy(out + 6, gap, gap_len);
	memcpy(out + 6 + gap_len, full + 38, 5);
}

enum status address_parse(struct address *out, const char *text, size_t len)
{
	char right[ADDRESS_TEXT_SIZE];
	struct address a;
	bool lower = false, upper = false;

	if (hex_parse(a.bytes, sizeof(a.bytes), text, len) != STATUS_OK)
		return ERR_PARSE;
	for (size_t i = 2; i < len; i++) {
		lower |= text[i] >= 'a';
		upper |= text[i] >= 'A' && text[i] <= 'F';
	}
	/*
	 * The hash of a checksum is most of the work: a file of a million addresses waits for it.
	 */
	if (lower && upper) {
		address_format(right, &a);
		if (memcmp(right, text, len) != 0)
			return ERR_MISMATCH;
	}
	*out = a;
	return STATUS_OK;
}

/* Whether a text is like "name.eth", which stands for an address in a name service. */
static bool is_service_name(const char *text)
{
	const char *dot = strrchr(text, '.');

	return dot != NULL && dot != text && dot[1] != '\0' && strchr(text, ' ') == NULL;
}

/* More than 20 digits without "0x" were meant as an address; fewer can be a label or a number. */
enum status address_read(struct address *out, const char *text, struct err *e)
{
	enum status s = address_parse(out, text, strlen(text));
	bool begun = strncmp(text, "0x", 2) == 0;
	const char *digits = begun ? text + 2 : text;
	size_t n = strspn(digits, "0123456789abcdefABCDEF");

	if (s == STATUS_OK)
		return s;
	if (s == ERR_MISMATCH)
		return err_set(e, s,
			       "%.42s was mistyped: its capital and small letters do not fit its "
			       "digits (EIP-55); copy the address again",
			       text);
	if (is_service_name(text))
		return err_set(e, s,
			       "%.64s is a name, and byline asks no name service who that is: the "
			       "answer could be changed; give the address itself, 0x and 40 digits",
			       text);
	if (digits[n] == '\0' && n != 40 && (begun || n > 20))
		return err_set(e, s, "\"%.64s\" has %zu digits, an address has 40 after its 0x",
			       text, n);
	if (digits[n] == '\0' && n == 40)
		return err_set(e, s, "an address begins with 0x: 0x%s", digits);
	if (begun)
		return err_set(
			e, s,
			"\"%.64s\" is not an address: character %zu is not one of 0 to 9 and "
			"a to f",
			text, n + 3);
	return err_set(e, s, "\"%.64s\" is not an address (0x and 40 hex digits)", text);
}
