/*
 * The curvature of the objective of a published model, told without the records it was trained on.
 *
 * H̃ = Σ_j w (x_j x_jᵀ) ⊗ (diag p_j − p_j p_jᵀ) over public rows, which stand for the n₀ records by
 * their weight w = n₀ / rows. It is nearly right; two solutions that the publisher made with the
 * true Hessian make it exact in the directions that matter most, that of the held-out loss and that
 * of the weights themselves. With H = H̃ + Λ·1, columns S that were solved for, and their images Y:
 *
 *	B = H − H S (Sᵀ H S)⁻¹ Sᵀ H + Y (Sᵀ Y)⁻¹ Yᵀ        so that B S = Y
 *
 * This is the update of BFGS by several pairs at once (Schnabel, Quasi-Newton methods using
 * multiple secant equations, 1983). B is symmetric, and positive definite while SᵀY is.
 */
#ifndef INFLUENCE_CURVATURE_H
#define INFLUENCE_CURVATURE_H

#include "influence/head.h"

#define CURVATURE_PAIRS 3

struct curvature {
	const struct corpus *rows; /* their labels and groups are not looked at */
	double *p;		   /* [rows][C]: the head's probabilities */
	double *constant;	   /* [rows]: p·xᵀW − lse(xᵀW) at the head */
	size_t classes, size;	   /* C, and D·C */
	double weight, ridge;	   /* a row's; Λ */
	size_t pairs;
	double *hs, *y;	  /* [pairs][D][C]: H S and Y */
	double *diagonal; /* [D][C]: that of H, for conjugate gradients */
	double inner[CURVATURE_PAIRS][CURVATURE_PAIRS];	 /* (Sᵀ H S)⁻¹ */
	double images[CURVATURE_PAIRS][CURVATURE_PAIRS]; /* (Sᵀ Y)⁻¹ */
};

/* A solution s of B s = y. Both are [D][C]. */
struct curvature_pair {
	const double *s, *y;
};

/*
 * Prepares B for the head `h` over `rows`, which must outlive it. Pairs are copied. Release with
 * curvature_release(), also after a failure.
 * Returns: STATUS_OK, ERR_MISMATCH when the rows do not fit, ERR_USAGE without rows, ERR_RANGE when
 * the pairs are no solutions of a positive definite system, ERR_MEMORY.
 */
MUST_CHECK enum status curvature_init(struct curvature *B, const struct head *h,
				      const struct corpus *rows, const struct curvature_pair *pairs,
				      size_t n, struct err *e);
/* Frees the memory of `B`. */
void curvature_release(struct curvature *B);

/* Computes out = B v. Both are [D][C] and do not overlap. */
void curvature_multiply(double *out, const struct curvature *B, const double *v) NONNULL(1, 2, 3);

/*
 * Solves B x = b by conjugate gradients.
 * Returns: STATUS_OK, ERR_RANGE when `tolerance` is not met, ERR_MEMORY.
 */
MUST_CHECK enum status curvature_solve(double *x, const struct curvature *B, const double *b,
				       double tolerance, unsigned max_iterations, struct err *e);

/* Adds (B − H) v, what the solutions correct, to `out`. */
void curvature_correct(double *out, const struct curvature *B, const double *v) NONNULL(1, 2, 3);

#endif
