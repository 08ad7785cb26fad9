/* Addresses of accounts and contracts, as a type and as text. */
#ifndef CHAIN_ADDRESS_H
#define CHAIN_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct address {
	uint8_t bytes[20];
};

#define ADDRESS_TEXT_SIZE 43 /* "0x", 40 digits, zero byte */
/* Comparisons of public values: not constant time. */
bool address_equal(const struct address *a, const struct address *b);
bool address_is_zero(const struct address *a);
/* Writes "0x" and 40 digits with the mixed-case checksum of EIP-55. */
void address_format(char out[static ADDRESS_TEXT_SIZE], const struct address *a);

/*
 * Writes "0xf39F…2266", or ".." for the gap when `ascii`. For lists only: where something is
 * signed, the person needs the whole address.
 */
void address_format_short(char out[static ADDRESS_TEXT_SIZE], const struct address *a, bool ascii);

/* Writes the address as a word of the EVM: 12 zero bytes, then its own 20. */
void address_to_word(uint8_t out[static 32], const struct address *a);

/* Reads such a word. ERR_RANGE, and `out` is untouched, when it has more than 160 bits. */
MUST_CHECK enum status address_from_word(struct address *out, const uint8_t word[static 32]);

/*
 * Reads "0x" and 40 digits: all lower, all upper, or mixed with a right EIP-55 checksum.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MISMATCH for mixed case with a wrong checksum.
 */
MUST_CHECK enum status address_parse(struct address *out, const char *text, size_t len);

/*
 * As address_parse(), with a message that says which mistake it is: too few or too many digits, a
 * character that is no digit, letters whose case does not fit, or the name of a name service.
 */
MUST_CHECK enum status address_read(struct address *out, const char *text, struct err *e);

#endif
