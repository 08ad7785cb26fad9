#include "influence/half.h"

#include <string.h>

uint16_t half_of_float(float v)
{
	uint32_t bits, sign, magnitude, shifted, rest, half;
	unsigned shift;

	memcpy(&bits, &v, sizeof(bits));
	sign = bits >> 16 & 0x8000;
	magnitude = bits & 0x7fffffff;
	if (magnitude >= 0x7f800000) /* infinity; NaN keeps one bit of its fraction */
		return (uint16_t)(sign | 0x7c00 | (magnitude > 0x7f800000 ? 0x200 : 0));
	if (magnitude < 0x33000000) /* below half of the smallest */
		return (uint16_t)sign;
	if (magnitude < 0x38800000) {
		/* Below the smallest normal number the fraction is shifted, its hidden bit too. */
		shift = 126 - (magnitude >> 23);
		rest = (magnitude & 0x7fffff) | 0x800000;
	} else {
		/* The exponent's bias falls from 127 to 15. */
		shift = 13;
		rest = magnitude - 0x38000000;
	}
	shifted = rest >> shift;
	half = 1U << (shift - 1);
	rest &= (1U << shift) - 1;
	shifted += rest > half || (rest == half && (shifted & 1));
	return (uint16_t)(sign | (shifted < 0x7c00 ? shifted : 0x7c00));
}

float half_to_float(uint16_t bits)
{
	uint32_t sign = (uint32_t)(bits & 0x8000) << 16, magnitude = bits & 0x7fff, wide;
	float v;

	if (magnitude < 0x400) {
		/* A multiple of 2^-24, exact in a float. */
		v = (float)magnitude / 16777216.0F;
		return sign != 0 ? -v : v;
	}
	wide = (magnitude << 13) + (magnitude >= 0x7c00 ? 0x70000000 : 0x38000000);
	wide |= sign;
	memcpy(&v, &wide, sizeof(v));
	return v;
}
