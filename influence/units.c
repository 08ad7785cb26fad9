#include "influence/units.h"

#include <math.h>

enum status units_from_double(int128 *out, double v)
{
	unsigned __int128 product;
	int exponent;
	double fraction;
	uint64_t mantissa;

	*out = 0;
	if (!isfinite(v) || fabs(v) >= 0x1p53)
		return ERR_RANGE;
	/*
	 * |v| = mantissa · 2^exponent with a mantissa below 2^53; times 10^18 < 2^60 fits in 113
	 * bits.
	 */
	fraction = frexp(fabs(v), &exponent);
	mantissa = (uint64_t)(fraction * 0x1p53);
	exponent -= 53;
	product = (unsigned __int128)mantissa * 1000000000000000000ULL;
	if (exponent <= -127)
		product = 0;
	else if (exponent < 0)
		product = (product + ((unsigned __int128)1 << (-exponent - 1))) >> -exponent;
	*out = v < 0 ? -(int128)product : (int128)product;
	return STATUS_OK;
}

void units_format(char out[static UNITS_SIZE], int128 v)
{
	unsigned __int128 rest = v < 0 ? -(unsigned __int128)v : (unsigned __int128)v;
	char digits[UNITS_SIZE];
	size_t n = 0;

	do {
		digits[n++] = (char)('0' + (int)(rest % 10));
		rest /= 10;
	} while (rest > 0);
	if (v < 0)
		*out++ = '-';
	while (n > 0)
		*out++ = digits[--n];
	*out = '\0';
}
