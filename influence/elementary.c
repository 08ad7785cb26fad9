#include "influence/elementary.h"

#include <math.h>
#include <stddef.h>

#include "base/attr.h"

/* ln 2 in two parts; the first has 33 bits, so that multiples below 2^20 of it are exact. */
#define LN2_HIGH 0x1.62e42feep-1
#define LN2_LOW	 0x1.a39ef35793c76p-33
#define LOG2_E	 0x1.71547652b82fep+0

/* Beyond these limits the result is not a finite number, or rounds to zero. */
#define EXP_MOST  0x1.62e42fefa39efp+9
#define EXP_LEAST -0x1.74910d52d3052p+9

/* c[0] + c[1] x + … + c[n-1] xⁿ⁻¹ (Horner). */
static double polynomial(const double *c, size_t n, double x)
{
	double sum = c[n - 1];

	for (size_t i = n - 1; i-- > 0;)
		sum = sum * x + c[i];
	return sum;
}

double elementary_exp(double x)
{
	/* 1/2!, 1/3!, …: the terms that are left out are below 2^-57 for |r| <= ln 2 / 2. */
	static const double factorials[] = {
		1.0 / 2,       1.0 / 6,	       1.0 / 24,	1.0 / 120,
		1.0 / 720,     1.0 / 5040,     1.0 / 40320,	1.0 / 362880,
		1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800,
	};
	double r, quotient;
	int k;

	if (isnan(x))
		return x;
	if (x > EXP_MOST)
		return INFINITY;
	if (x < EXP_LEAST)
		return 0;
	/* x = k ln 2 + r */
	quotient = x * LOG2_E;
	k = (int)(quotient < 0 ? quotient - 0.5 : quotient + 0.5);
	r = (x - k * LN2_HIGH) - k * LN2_LOW;
	return ldexp(1 + (r + r * r * polynomial(factorials, ARRAY_SIZE(factorials), r)), k);
}

double elementary_log(double x)
{
	/* 2/3, 2/5, …: the terms that are left out are below 2^-60 for z <= 0.0295. */
	static const double odd[] = {
		2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,	2.0 / 11,
		2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21,
	};
	double f, s, z, half, tail;
	int e;

	if (!(x > 0) || isinf(x))
		return NAN;
	/* x = 2^e (1 + f), 1 + f within √½ and √2 */
	f = frexp(x, &e);
	if (f < M_SQRT1_2) {
		f *= 2;
		e--;
	}
	f -= 1;
	/* log(1+f) = 2 artanh s, s = f/(2+f); 2s = f − s f, arranged so that f is added last. */
	s = f / (2 + f);
	z = s * s;
	half = f * f / 2;
	tail = z * polynomial(odd, ARRAY_SIZE(odd), z);
	return e * LN2_HIGH + (f - (half - (s * (half + tail) + e * LN2_LOW)));
}
