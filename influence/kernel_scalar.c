#include <string.h>

#include "influence/hessian_row.h"
#include "influence/kernel.h"

static void gather(float *out, const float *rows, size_t width, const uint32_t *index,
		   const float *value, size_t n)
{
	memset(out, 0, width * sizeof(*out));
	for (size_t j = 0; j < n; j++) {
		const float *row = rows + index[j] * width;

		for (size_t w = 0; w < width; w++)
			out[w] += value[j] * row[w];
	}
}

static void dense(float *out, const float *a, size_t n, size_t d, const float *q, size_t m)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < m; k++) {
			float sum = 0;

			for (size_t j = 0; j < d; j++)
				sum += a[i * d + j] * q[k * d + j];
			out[i * m + k] = sum;
		}
	}
}

static void hessian_row(double *out, const double *v, size_t classes, const double *p,
			double weight, const uint32_t *index, const float *value, size_t n)
{
	hessian_row_add(out, v, classes, p, weight, index, value, n);
}

const struct kernel kernel_scalar = {"scalar", gather, dense, hessian_row};
