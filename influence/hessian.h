/*
 * The Hessian of J (influence/head.h), never written down as a matrix: products with a vector, and
 * the solution of equations.
 *
 *	H_J = Σ_i (x_i x_iᵀ) ⊗ (diag p_i − p_i p_iᵀ) + Λ·1
 */
#ifndef INFLUENCE_HESSIAN_H
#define INFLUENCE_HESSIAN_H

#include "influence/head.h"

struct hessian {
	const struct corpus *corpus;
	double *p; /* [n][C] probabilities of the head on the corpus */
	size_t classes;
	size_t size; /* D·C */
	double ridge;
	double n0;
};

/*
 * Prepares the Hessian of J at `h` over `c`, which must outlive it. Returns: STATUS_OK,
 * ERR_MISMATCH, ERR_MEMORY.
 */
MUST_CHECK enum status hessian_init(struct hessian *H, const struct head *h, const struct corpus *c,
				    struct err *e);
void hessian_release(struct hessian *H);

/* Computes out = H_J v. Both are [D][C] and do not overlap. */
void hessian_multiply(double *out, const struct hessian *H, const double *v) NONNULL(1, 2, 3);

struct cg_result {
	double residual; /* relative residual, computed again from the solution */
	unsigned iterations;
};

/*
 * Solves H_J x = b by conjugate gradients from x = 0. b = 0 gives x = 0.
 * Out: `x`; `r` (may be NULL), how good it is.
 * Returns: STATUS_OK; ERR_RANGE when `tolerance` is not met within `max_iterations` (x is then the
 * best so far); ERR_MEMORY.
 */
MUST_CHECK enum status hessian_solve(double *x, struct cg_result *r, const struct hessian *H,
				     const double *b, double tolerance, unsigned max_iterations);

#endif
