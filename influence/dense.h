/* Dense vectors in double precision. */
#ifndef INFLUENCE_DENSE_H
#define INFLUENCE_DENSE_H

#include <stddef.h>

/* Σ a_i b_i over `n` numbers, in eight sums, none of which waits for another. */
static inline double dense_dot(const double *a, const double *b, size_t n)
{
	double sum[8] = {0};
	size_t i = 0;

	for (; i + 8 <= n; i += 8)
		for (size_t k = 0; k < 8; k++)
			sum[k] += a[i + k] * b[i + k];
	for (; i < n; i++)
		sum[0] += a[i] * b[i];
	return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

#endif
