/*
 * Amounts of money as types: the chain's own coin in its smallest unit, and tokens. No other type
 * in byline may hold an amount, and none is a floating-point number.
 */
#ifndef CHAIN_AMOUNT_H
#define CHAIN_AMOUNT_H

#include "chain/u256.h"

/*
 * The native coin in its smallest unit, which is 10^-18 of a coin on every chain that byline knows.
 */
struct wei {
	struct u256 raw;
};

/* An ERC-20 amount in its smallest unit. A field beside it names the token. */
struct tokens {
	struct u256 raw;
};

/* 78 digits, point, 26 separators and the zero byte. */
#define AMOUNT_TEXT_SIZE 128

/* ERC-20 allows up to 255 decimals, but a 256-bit number has at most 78 digits. */
#define AMOUNT_DECIMALS_MAX 77

/*
 * Digits after the point wherever a person reads an amount: tables, sentences, forms. A millionth
 * of a token is worth less than the gas of any act. An amount that is signed is shown in full.
 */
#define AMOUNT_PLACES 6

/*
 * Writes "128.402 913": exactly AMOUNT_PLACES digits after the point (or `decimals`, if that is
 * less), cut and not rounded, grouped by three with a space on both sides of the point. An amount
 * that is not zero never shows as zero; it shows as one unit of the last place. "?" when `decimals`
 * exceeds AMOUNT_DECIMALS_MAX.
 */
void amount_format(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw, unsigned decimals);

/*
 * The same for a total, rounded to the nearest unit of the last place, half of one upwards. One
 * that has no room above it in 256 bits is cut.
 */
void amount_format_total(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw,
			 unsigned decimals);

/* Whether an amount is not zero, and less than one unit of the last place that people read. */
bool amount_is_dust(const struct u256 *raw, unsigned decimals);

/*
 * Writes "128.402913000000000001" or "12": all digits, no grouping, no zeros at the end. For
 * scripts, CSV and confirmation; amount_parse() gives the same amount again. "?" as above.
 */
void amount_format_exact(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw,
			 unsigned decimals);

/* Writes a price per unit of gas, "1.961904761 gwei": in the unit in which wallets show it. */
void amount_format_gas_price(char out[static AMOUNT_TEXT_SIZE], const struct wei *v);

/* Takes the spaces between digits out of a text: "1 128.402 913" becomes "1128.402913". */
void amount_ungroup(char *text);

/*
 * Reads "12", "0.5" or "1 000.25": single spaces between digits are ignored. No sign, no leading
 * zeros, and a digit on both sides of the point.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE when there are more places than `decimals` or too many
 * digits.
 */
MUST_CHECK enum status amount_parse(struct u256 *out, const char *text, size_t len,
				    unsigned decimals);

#endif
