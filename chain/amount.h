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

/* 78 digits, point, 26 separators and the zero byte. */
#define AMOUNT_TEXT_SIZE 128

/* More places than a 256-bit number has digits make no sense; ERC-20 allows up to 255. */
#define AMOUNT_DECIMALS_MAX 77

/*
 * Digits behind the point wherever a person reads an amount: tables, sentences, forms. A millionth
 * of a token is worth less than the gas that any act costs; what is signed is shown exactly.
 */
#define AMOUNT_PLACES 6

/*
 * "128.402 913": exactly `places` digits behind the point (or `decimals`, if that is less), cut and
 * not rounded, grouped by three with a space on both sides of the point. An amount that is not zero
 * never shows as zero: it shows as one unit of the last place. "?" when decimals exceeds
 * AMOUNT_DECIMALS_MAX.
 */
void amount_format(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw, unsigned decimals,
		   unsigned places);

/*
 * Nothing cut, no grouping, no zeros at the end: "128.402913000000000001", "12". For scripts, CSV
 * and confirmation; amount_parse() gives the same amount again. "?" as above.
 */
void amount_format_exact(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw,
			 unsigned decimals);

/*
 * Reads "12", "0.5", "1 000.25" (single spaces between digits are ignored); no sign, no leading
 * zeros, a digit on both sides of the point.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE when there are more places than `decimals` or too many
 *          digits.
 */
MUST_CHECK enum status amount_parse(struct u256 *out, const char *text, size_t len,
				    unsigned decimals);

#endif
