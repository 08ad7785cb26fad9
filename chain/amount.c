#include "chain/amount.h"

#include <string.h>

/* The digits of an amount, with at least one before the point: "0000000000000000001". */
struct digits {
	char text[U256_DECIMAL_SIZE];
	size_t whole; /* digits before the point */
};

static void split(struct digits *d, const struct u256 *raw, unsigned decimals)
{
	char plain[U256_DECIMAL_SIZE];
	size_t len, pad;

	u256_format(plain, raw);
	len = strlen(plain);
	pad = len > decimals ? 0 : decimals + 1 - len;
	memset(d->text, '0', pad);
	memcpy(d->text + pad, plain, len + 1);
	d->whole = pad + len - decimals;
}

static bool all_zeros(const char *text, size_t len)
{
	return strspn(text, "0") >= len;
}

void amount_format(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw, unsigned decimals)
{
	struct digits d;
	size_t shown, n = 0;

	if (decimals > AMOUNT_DECIMALS_MAX) {
		memcpy(out, "?", 2);
		return;
	}
	split(&d, raw, decimals);
	shown = d.whole + (AMOUNT_PLACES < decimals ? AMOUNT_PLACES : decimals);
	/*
	 * Less than one unit of the last place: show one unit, because a zero would say that there
	 * is nothing.
	 */
	if (all_zeros(d.text, shown) && !u256_is_zero(raw))
		d.text[shown - 1] = '1';
	for (size_t i = 0; i < shown; i++) {
		if (i == d.whole)
			out[n++] = '.';
		else if (i > 0 && (i < d.whole ? d.whole - i : i - d.whole) % 3 == 0)
			out[n++] = ' ';
		out[n++] = d.text[i];
	}
	out[n] = '\0';
}

void amount_format_total(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw,
			 unsigned decimals)
{
	struct u256 half = u256_from_u64(5), ten = u256_from_u64(10), sum;
	bool fits = decimals > AMOUNT_PLACES && decimals <= AMOUNT_DECIMALS_MAX;

	for (unsigned i = AMOUNT_PLACES + 1; fits && i < decimals; i++)
		fits = u256_mul(&half, &half, &ten) == STATUS_OK;
	/* Zero stays zero, and dust one unit of the last place, as amount_format() has it. */
	fits = fits && !u256_is_zero(raw) && !amount_is_dust(raw, decimals) &&
	       u256_add(&sum, raw, &half) == STATUS_OK;
	amount_format(out, fits ? &sum : raw, decimals);
}

bool amount_is_dust(const struct u256 *raw, unsigned decimals)
{
	struct digits d;

	if (decimals > AMOUNT_DECIMALS_MAX || u256_is_zero(raw))
		return false;
	split(&d, raw, decimals);
	return all_zeros(d.text, d.whole + (AMOUNT_PLACES < decimals ? AMOUNT_PLACES : decimals));
}

void amount_format_exact(char out[static AMOUNT_TEXT_SIZE], const struct u256 *raw,
			 unsigned decimals)
{
	struct digits d;
	size_t shown;

	if (decimals > AMOUNT_DECIMALS_MAX) {
		memcpy(out, "?", 2);
		return;
	}
	split(&d, raw, decimals);
	shown = d.whole + decimals;
	while (shown > d.whole && d.text[shown - 1] == '0')
		shown--;
	memcpy(out, d.text, d.whole);
	if (shown > d.whole) {
		out[d.whole] = '.';
		memcpy(out + d.whole + 1, d.text + d.whole, shown - d.whole);
		shown++;
	}
	out[shown] = '\0';
}

void amount_format_gas_price(char out[static AMOUNT_TEXT_SIZE], const struct wei *v)
{
	/* 10^9 wei are a gwei; 78 digits leave room for the word. */
	amount_format_exact(out, &v->raw, 9);
	memcpy(out + strlen(out), " gwei", sizeof(" gwei"));
}

static bool is_decimal(char c)
{
	return c >= '0' && c <= '9';
}

void amount_ungroup(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++)
		if (*from != ' ' || to == text || !is_decimal(to[-1]) || !is_decimal(from[1]))
			*to++ = *from;
	*to = '\0';
}

static bool is_digit(const char *text, size_t i, size_t len)
{
	return i < len && text[i] >= '0' && text[i] <= '9';
}

/*
 * Collects the digits of `text` without spaces and point.
 * Out: the digits, their number, and how many of them are after the point.
 */
static enum status collect(char digits[static U256_DECIMAL_SIZE], size_t *n, size_t *behind,
			   const char *text, size_t len)
{
	bool point = false;

	*n = 0;
	*behind = 0;
	for (size_t i = 0; i < len; i++) {
		if (is_digit(text, i, len)) {
			if (*n == U256_DECIMAL_SIZE - 1)
				return ERR_RANGE;
			digits[(*n)++] = text[i];
			*behind += point ? 1 : 0;
			continue;
		}
		if (text[i] != ' ' && (text[i] != '.' || point))
			return ERR_PARSE;
		if (i == 0 || !is_digit(text, i - 1, len) || !is_digit(text, i + 1, len))
			return ERR_PARSE;
		point |= text[i] == '.';
	}
	if (*n == 0 || (digits[0] == '0' && *n - *behind > 1))
		return ERR_PARSE;
	return STATUS_OK;
}

enum status amount_parse(struct u256 *out, const char *text, size_t len, unsigned decimals)
{
	char digits[U256_DECIMAL_SIZE];
	size_t n, behind, skip = 0;
	enum status s = collect(digits, &n, &behind, text, len);

	if (s != STATUS_OK)
		return s;
	if (decimals > AMOUNT_DECIMALS_MAX || behind > decimals)
		return ERR_RANGE;
	while (skip < n && digits[skip] == '0')
		skip++;
	if (skip == n) {
		*out = u256_from_u64(0);
		return STATUS_OK;
	}
	/* u256_parse() takes no leading zeros. */
	n -= skip;
	memmove(digits, digits + skip, n);
	if (n + decimals - behind > U256_DECIMAL_SIZE - 1)
		return ERR_RANGE;
	memset(digits + n, '0', decimals - behind);
	return u256_parse(out, digits, n + decimals - behind);
}
