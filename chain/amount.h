/*
 * Money as types: the chain's own coin in its smallest unit, and tokens with their decimals.
 * Nothing else in byline may hold an amount.
 */
#ifndef CHAIN_AMOUNT_H
#define CHAIN_AMOUNT_H

#include "chain/u256.h"

/* The native coin, in its smallest unit (10^-18 on every chain byline knows). */
struct wei {
	struct u256 raw;
};

/* An ERC-20 amount in its smallest unit. Which token it is stands beside it. */
struct tokens {
	struct u256 raw;
};

/* Sign, 78 digits, point, 26 separators and the zero byte, in UTF-8. */
#define AMOUNT_TEXT_SIZE 128

/*
 * "128.402 913" : at most `places` digits behind the point (cut, not rounded; a cut non-zero rest
 * shows as at least the last place kept), grouped by three with a space (in front of the point too).
 * decimals <= 77.
 */
void amount_format(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw, unsigned decimals,
		   unsigned places);

/* All digits, no grouping: "128.402913000000000001". For scripts, CSV and confirmation. */
void amount_format_exact(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw,
			 unsigned decimals);

/*
 * Reads "12", "0.5", "1 000.25" (single spaces between digits are ignored).
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE when there are more places than `decimals` or too many digits.
 */
MUST_CHECK enum status amount_parse(struct u256 *out, const char *text, size_t len,
				    unsigned decimals);

#endif
