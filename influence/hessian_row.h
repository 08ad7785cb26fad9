/*
 * One record's part of a product with the Hessian. Each instruction set compiles these loops for
 * itself (influence/kernel_*.c). They run over the classes, and no sum is reordered or fused, so
 * that all of them give the same bits.
 */
#ifndef INFLUENCE_HESSIAN_ROW_H
#define INFLUENCE_HESSIAN_ROW_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

#define HESSIAN_ROW_INLINE static inline __attribute__((always_inline))

/* xᵀV for `width` classes. Callers name a constant, so that the sums are registers. */
HESSIAN_ROW_INLINE void hessian_row_gather(double *out, const double *v, size_t classes,
					   const uint32_t *index, const float *value, size_t n,
					   const size_t width)
{
	double sum[8] = {0};

	for (size_t j = 0; j < n; j++) {
		const double *row = v + index[j] * classes;
		double x = (double)value[j];

		for (size_t c = 0; c < width; c++)
			sum[c] += x * row[c];
	}
	for (size_t c = 0; c < width; c++)
		out[c] = sum[c];
}

HESSIAN_ROW_INLINE void hessian_row_scatter(double *out, const double *s, const size_t classes,
					    const uint32_t *index, const float *value, size_t n)
{
	for (size_t j = 0; j < n; j++) {
		double *row = out + index[j] * classes;
		double x = (double)value[j];

		for (size_t c = 0; c < classes; c++)
			row[c] += x * s[c];
	}
}

/* As in struct kernel. First xᵀV, then (diag p − ppᵀ) times that, then x times that. */
HESSIAN_ROW_INLINE void hessian_row_add(double *out, const double *v, size_t classes,
					const double *p, double weight, const uint32_t *index,
					const float *value, size_t n)
{
	double s[LIMIT_CLASSES], mean = 0;
	size_t c = 0;

	for (; c + 8 <= classes; c += 8)
		hessian_row_gather(s + c, v + c, classes, index, value, n, 8);
	for (; c + 4 <= classes; c += 4)
		hessian_row_gather(s + c, v + c, classes, index, value, n, 4);
	for (; c + 2 <= classes; c += 2)
		hessian_row_gather(s + c, v + c, classes, index, value, n, 2);
	for (; c < classes; c++)
		hessian_row_gather(s + c, v + c, classes, index, value, n, 1);
	for (c = 0; c < classes; c++)
		mean += p[c] * s[c];
	for (c = 0; c < classes; c++)
		s[c] = weight * p[c] * (s[c] - mean);
	if (classes == 2)
		hessian_row_scatter(out, s, 2, index, value, n);
	else
		hessian_row_scatter(out, s, classes, index, value, n);
}

#endif
