/* Accounts and 32-byte hashes as types and as text. */
#ifndef CHAIN_ADDRESS_H
#define CHAIN_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct address {
	uint8_t bytes[20];
};

struct hash {
	uint8_t bytes[32];
};

#define ADDRESS_TEXT_SIZE 43 /* "0x", 40 digits, zero byte */
#define HASH_TEXT_SIZE	  67 /* "0x", 64 digits, zero byte */

/* Comparison of public values: not constant time. */
bool address_equal(const struct address *a, const struct address *b);
bool address_is_zero(const struct address *a);
bool hash_equal(const struct hash *a, const struct hash *b);
bool hash_is_zero(const struct hash *h);

/* With the mixed-case checksum of EIP-55. */
void address_format(char out[static ADDRESS_TEXT_SIZE], const struct address *a);

/* "0xf39F…2266" (or ".." when `ascii`): for lists only, never where something is signed. */
void address_format_short(char out[static ADDRESS_TEXT_SIZE], const struct address *a, bool ascii);

/*
 * "0x" and 40 digits: all lower, all upper, or with a right EIP-55 checksum.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MISMATCH for mixed case with a wrong checksum.
 */
MUST_CHECK enum status address_parse(struct address *out, const char *text, size_t len);

/* Lower-case hex. */
void hash_format(char out[static HASH_TEXT_SIZE], const struct hash *h);

/* "0x" and 64 digits of either case. ERR_PARSE. */
MUST_CHECK enum status hash_parse(struct hash *out, const char *text, size_t len);

#endif
