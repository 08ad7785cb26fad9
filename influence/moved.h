/*
 * The head that retraining with more records would give, without the old records.
 *
 * A record's loss is log Σ_c exp(w_c·x) − w_y·x: its label stands in a linear part alone. So J is,
 * up to a constant, a sum of log-sum-exps over the old records, a linear part, and the ridge; and
 * ∇J(W₀) = 0 tells the linear part. With public rows, each of weight w, in place of the old ones,
 * with D = W − W₀ and the correction by two solutions (influence/curvature.h):
 *
 *	old(W) = Σ_rows w (lse(xᵀW) − lse(xᵀW₀) − p₀·xᵀD) + (Λ/2)‖D‖² + ½⟨D, (B − H) D⟩
 *	W' = argmin old(W) + Σ_added ℓ_i(W) + ((Λ' − Λ)/2)‖W‖²
 *
 * Λ' is Λ of the retraining: λ·(n₀ + added) where the network rescales it, Λ where it keeps it.
 * Were the rows the old records, W' would be the retrained head, however far it lies.
 *
 * With M the Hessian at W', what one more record there does to a loss is found by solving with M.
 * The gradients of all records, old and added, sum up to −Λ' W' at the minimum, so that all
 * influences together are −Λ'⟨W', M⁻¹∇L⟩.
 */
#ifndef INFLUENCE_MOVED_H
#define INFLUENCE_MOVED_H

#include "influence/curvature.h"
#include "influence/row_sums.h"

/* ‖gradient‖ at the end, relative to that at W₀, or below HEAD_TOLERANCE·n. */
#define MOVED_TOLERANCE 1e-5

struct moved {
	const struct curvature *B;
	const struct corpus *added;
	struct head
		head; /* its weights are W', its ridge Λ'; its n0 counts the added records too */
	struct row_sums public, joined; /* at W': of the public rows, and of the added records */
	double *diagonal;		/* [D][C]: that of M, or of M one step before W' */
	double extra;			/* Λ' − Λ */
	double distance;		/* ‖W' − W₀‖ / ‖W₀‖ */
	double surprise;		/* mean loss of the added records at W₀ */
	const struct row_sums_stop *stop;
};

/*
 * Moves the head `from` by `added`, of its recipe and classes, which must outlive `out`, as must
 * `B` and `stop`. Release with moved_release(), also after a failure.
 *
 * In:      `start`  [D][C], weights near W' to begin from: they save steps, and change W' by what
 *                   the tolerance allows; NULL: W₀
 *          `stop`   ends this and moved_invert() early; NULL: never
 * Returns: STATUS_OK, ERR_MISMATCH, ERR_RANGE when the minimum is not reached, ERR_CANCELLED,
 * ERR_MEMORY.
 */
MUST_CHECK enum status moved_solve(struct moved *out, const struct curvature *B,
				   const struct head *from, const struct corpus *added,
				   double ridge, const double *start,
				   const struct row_sums_stop *stop, struct err *e);
void moved_release(struct moved *m);

/* Solves M x = b. Returns: STATUS_OK, ERR_RANGE, ERR_CANCELLED, ERR_MEMORY. */
MUST_CHECK enum status moved_invert(double *x, const struct moved *m, const double *b,
				    double tolerance, struct err *e);

#endif
