/*
 * The head that retraining with more records would give, without the old records.
 *
 *	W' = argmin ½⟨W − W₀, B (W − W₀)⟩ + Σ_added ℓ_i(W) + ((Λ' − Λ)/2)‖W‖²
 *
 * The gradient of the old objective J is zero at W₀, so that around it J is its curvature B
 * (influence/curvature.h); the loss of the added records is exact, however far W moves. Λ' is Λ of
 * the retraining: λ·(n₀ + added) where the network rescales it, Λ where it keeps it.
 *
 * With M = B + H_added(W') + (Λ' − Λ)·1, the curvature at W', what one more record there does to a
 * loss is found by solving with M. M W' has a use of its own: the gradients of all records, old and
 * added, sum up to −Λ' W' at the minimum, so that all influences together are −Λ'⟨W', M⁻¹∇L⟩.
 */
#ifndef INFLUENCE_MOVED_H
#define INFLUENCE_MOVED_H

#include "influence/curvature.h"

/* ‖gradient‖ at the end, relative to that at the beginning. */
#define MOVED_TOLERANCE 1e-5

struct moved {
	const struct curvature *B;
	const struct corpus *added;
	struct head head; /* of weights W' and ridge Λ'; its n0 counts the added records too */
	double *p;	  /* [added][C]: its probabilities on them */
	double *diagonal; /* [D][C]: that of M */
	double extra;	  /* Λ' − Λ */
	double distance;  /* ‖W' − W₀‖ / ‖W₀‖ */
};

/*
 * Moves the head `from` by `added`, of its recipe and classes, which must outlive `out`, as must
 * `B`. Release with moved_release(), also after a failure.
 * Returns: STATUS_OK, ERR_MISMATCH, ERR_RANGE when the minimum is not reached, ERR_MEMORY.
 */
MUST_CHECK enum status moved_solve(struct moved *out, const struct curvature *B,
				   const struct head *from, const struct corpus *added,
				   double ridge, struct err *e);
void moved_release(struct moved *m);

/* Solves M x = b. Returns: STATUS_OK, ERR_RANGE, ERR_MEMORY. */
MUST_CHECK enum status moved_invert(double *x, const struct moved *m, const double *b,
				    double tolerance, struct err *e);

#endif
