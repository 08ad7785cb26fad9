/*
 * Unsigned 256-bit integers with checked arithmetic: the words of the EVM, but without its wrapping
 * around.
 */
#ifndef CHAIN_U256_H
#define CHAIN_U256_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct u256 {
	uint64_t limb[4]; /* least significant first */
};

/* The largest number, "1157…9935", has 78 digits. */
#define U256_DECIMAL_SIZE 79

/* Conversions. Bytes are big-endian. */
struct u256 u256_from_u64(uint64_t v);
struct u256 u256_from_be(const uint8_t bytes[static 32]);
void u256_to_be(uint8_t out[static 32], const struct u256 *v);

/* Comparisons. */
bool u256_is_zero(const struct u256 *v);
int u256_compare(const struct u256 *a, const struct u256 *b); /* -1, 0, 1 */

/* Converts to 64 bits. ERR_RANGE when the value exceeds 2^64-1. */
MUST_CHECK enum status u256_to_u64(uint64_t *out, const struct u256 *v);

/*
 * Checked arithmetic. `out` may be an operand; quotient or remainder may be NULL.
 * Returns: STATUS_OK; ERR_RANGE on overflow, underflow or division by zero, with the outputs
 * untouched.
 */
MUST_CHECK enum status u256_add(struct u256 *out, const struct u256 *a, const struct u256 *b);
MUST_CHECK enum status u256_sub(struct u256 *out, const struct u256 *a, const struct u256 *b);
MUST_CHECK enum status u256_mul(struct u256 *out, const struct u256 *a, const struct u256 *b);
MUST_CHECK enum status u256_div(struct u256 *quotient, struct u256 *remainder, const struct u256 *a,
				const struct u256 *b);

/*
 * Computes floor(a·b / c) with a 512-bit product. ERR_RANGE when c is 0 or the quotient exceeds 256
 * bits.
 */
MUST_CHECK enum status u256_muldiv(struct u256 *out, const struct u256 *a, const struct u256 *b,
				   const struct u256 *c);

/* Reads decimal digits: no sign, no leading zero. ERR_PARSE, ERR_RANGE. */
MUST_CHECK enum status u256_parse(struct u256 *out, const char *text, size_t len);

/*
 * Reads a quantity of JSON-RPC: "0x" and 1..64 hex digits without leading zeros ("0x0" is zero).
 * ERR_PARSE.
 */
MUST_CHECK enum status u256_parse_quantity(struct u256 *out, const char *text, size_t len);

/* Writes decimal digits without leading zeros. */
void u256_format(char out[static U256_DECIMAL_SIZE], const struct u256 *v);

/* The nearest double or one beside it. For pictures and ratios only, never for money. */
double u256_to_double(const struct u256 *v);

#endif
