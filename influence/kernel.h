/*
 * The inner loops of scoring and forecasting, one implementation for each instruction set, chosen
 * once.
 *
 * In single precision every implementation sums in an order of its own, so that results differ in
 * the last bits. Each
 * is within γ(n+1)·Σ|aᵢbᵢ| of the exact sum, γ(k) = k·2⁻²⁴/(1 − k·2⁻²⁴) (Higham, Accuracy and
 * Stability of Numerical Algorithms, section 3.1); the tests compare with double precision. None
 * reads a byte outside its arguments, and no argument needs to be aligned.
 */
#ifndef INFLUENCE_KERNEL_H
#define INFLUENCE_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

struct kernel {
	const char *name; /* "scalar", "avx2", "avx512" */

	/* out[w] = Σ_j value[j] · rows[index[j]·width + w], w < width, j < n. */
	void (*gather)(float *out, const float *rows, size_t width, const uint32_t *index,
		       const float *value, size_t n);

	/* out[i·m + k] = Σ_j a[i·d + j] · q[k·d + j]: n dense rows against m queries. */
	void (*dense)(float *out, const float *a, size_t n, size_t d, const float *q, size_t m);

	/*
	 * Adds weight · (x xᵀ) ⊗ (diag p − p pᵀ) v to `out`; both are [D][classes], and x has n
	 * features. The same bits from each implementation.
	 */
	void (*hessian_row)(double *out, const double *v, size_t classes, const double *p,
			    double weight, const uint32_t *index, const float *value, size_t n);
};

/*
 * The fastest implementation that this processor runs. BYLINE_ISA=scalar|avx2|avx512 in the
 * environment chooses another that runs here. Decided at the first call.
 */
const struct kernel *kernel_best(void);

/* The implementation of that name, or NULL when it was not built or does not run here. */
const struct kernel *kernel_named(const char *name) NONNULL(1);

/* The implementations. The vector ones exist for x86-64 only. */
extern const struct kernel kernel_scalar, kernel_avx2, kernel_avx512;

#endif
