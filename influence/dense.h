/* Dense vectors in double precision. */
#ifndef INFLUENCE_DENSE_H
#define INFLUENCE_DENSE_H

#include <stddef.h>

/* Σ a_i b_i over `n` numbers, added in their order. */
static inline double dense_dot(const double *a, const double *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

#endif
