/*
 * Products of sparse rows and dense [D][C] matrices in double precision, for training and its
 * Hessian.
 */
#ifndef INFLUENCE_SPARSE_H
#define INFLUENCE_SPARSE_H

#include <string.h>

#include "influence/features.h"

/*
 * The loops behind sparse_gather() and sparse_scatter(), for compilers to specialise by `classes`.
 */
static inline void sparse_gather_n(double *out, const double *m, size_t classes, struct sparse x)
{
	memset(out, 0, classes * sizeof(*out));
	for (size_t j = 0; j < x.n; j++) {
		const double *row = m + x.index[j] * classes;
		double v = (double)x.value[j];

		for (size_t c = 0; c < classes; c++)
			out[c] += v * row[c];
	}
}

static inline void sparse_scatter_n(double *m, const double *s, size_t classes, struct sparse x)
{
	for (size_t j = 0; j < x.n; j++) {
		double *row = m + x.index[j] * classes;
		double v = (double)x.value[j];

		for (size_t c = 0; c < classes; c++)
			row[c] += v * s[c];
	}
}

/* Computes out = xᵀ m, C numbers. Two classes are the common case and worth a loop of their own. */
static inline void sparse_gather(double *out, const double *m, size_t classes, struct sparse x)
{
	if (classes == 2)
		sparse_gather_n(out, m, 2, x);
	else
		sparse_gather_n(out, m, classes, x);
}

/* Adds x sᵀ to m. */
static inline void sparse_scatter(double *m, const double *s, size_t classes, struct sparse x)
{
	if (classes == 2)
		sparse_scatter_n(m, s, 2, x);
	else
		sparse_scatter_n(m, s, classes, x);
}

#endif
