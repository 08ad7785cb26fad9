/* Conjugate gradients, for equations with a symmetric, positive definite matrix. */
#ifndef INFLUENCE_CONJUGATE_H
#define INFLUENCE_CONJUGATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct conjugate_system {
	void (*multiply)(double *out, const void *matrix, const double *v); /* out = A v */
	const void *matrix;
	size_t size;
	/* The diagonal of A, or what is near it, by which steps are scaled; NULL: they are not. */
	const double *diagonal;
	/*
	 * z = nearly A⁻¹ r, better than by the diagonal, which is there too; NULL: none. A solution
	 * by other conjugate gradients will do, though it is not linear in r.
	 */
	void (*precondition)(double *z, const void *matrix, const double *r);
	bool (*stopped)(const void *matrix); /* asked before each product; NULL: never */
};

struct cg_result {
	double residual; /* relative residual, computed again from the solution */
	unsigned iterations;
};

/*
 * Solves A x = b from x = 0. b = 0 gives x = 0.
 * Out: `x`; `result` (may be NULL), how good it is.
 * Returns: STATUS_OK; ERR_RANGE when `tolerance` is not met within `max_iterations` (x is then the
 * best so far); ERR_CANCELLED; ERR_MEMORY.
 */
MUST_CHECK enum status conjugate_solve(double *x, struct cg_result *result,
				       const struct conjugate_system *A, const double *b,
				       double tolerance, unsigned max_iterations);

#endif
