/*
 * The Hessian of J (influence/head.h), never written down as a matrix: products with a vector, and
 * the solution of equations.
 *
 *	H_J = Σ_i (x_i x_iᵀ) ⊗ (diag p_i − p_i p_iᵀ) + Λ·1
 */
#ifndef INFLUENCE_HESSIAN_H
#define INFLUENCE_HESSIAN_H

#include "influence/conjugate.h"
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

/*
 * Adds to `out` what rows contribute to a Hessian, each with `weight`: its product with v, or its
 * diagonal. In: `p` [rows][C], the probabilities at which the curvature is taken.
 */
void hessian_add_rows(double *out, const struct corpus *rows, const double *p, size_t classes,
		      double weight, const double *v) NONNULL(1, 2, 3, 6);
void hessian_add_diagonal(double *out, const struct corpus *rows, const double *p, size_t classes,
			  double weight) NONNULL(1, 2, 3);

/* Adds one row's part of the diagonal. In: `p` [C] */
void hessian_add_row_diagonal(double *out, struct sparse x, const double *p, size_t classes,
			      double weight) NONNULL(1, 3);

/* Computes out = H_J v. Both are [D][C] and do not overlap. */
void hessian_multiply(double *out, const struct hessian *H, const double *v) NONNULL(1, 2, 3);

/*
 * Solves H_J x = b by conjugate gradients. Out and Returns: as conjugate_solve().
 */
MUST_CHECK enum status hessian_solve(double *x, struct cg_result *r, const struct hessian *H,
				     const double *b, double tolerance, unsigned max_iterations);

#endif
