#include "influence/conjugate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/dense.h"

/* Memory of one solution, four vectors of the system's size. */
struct iteration {
	double *r, *d, *Ad, *z; /* z is r where nothing is scaled */
};

/* Scales the residual. Returns ⟨r, z⟩. */
static double scale(const struct iteration *it, const struct conjugate_system *A)
{
	double rz = 0;

	if (A->precondition != NULL) {
		A->precondition(it->z, A->matrix, it->r);
		rz = dense_dot(it->r, it->z, A->size);
		/* Only a positive matrix, as the diagonal is, leads downhill. */
		if (rz > 0 && isfinite(rz))
			return rz;
	}
	if (A->diagonal != NULL)
		for (size_t k = 0; k < A->size; k++)
			it->z[k] = it->r[k] / A->diagonal[k];
	return dense_dot(it->r, it->z, A->size);
}

static bool is_stopped(const struct conjugate_system *A)
{
	return A->stopped != NULL && A->stopped(A->matrix);
}

/* Iterates until the recursive residual is below `target` (absolute). On entry r = b, x = 0. */
static unsigned iterate(double *x, const struct iteration *it, const struct conjugate_system *A,
			double target, unsigned max_iterations)
{
	double rz = scale(it, A), rr = A->diagonal == NULL ? rz : dense_dot(it->r, it->r, A->size);
	unsigned n = 0;

	memcpy(it->d, it->z, A->size * sizeof(*it->d));
	while (n < max_iterations && sqrt(rr) > target && !is_stopped(A)) {
		double alpha, beta, next;

		A->multiply(it->Ad, A->matrix, it->d);
		alpha = rz / dense_dot(it->d, it->Ad, A->size);
		for (size_t k = 0; k < A->size; k++) {
			x[k] += alpha * it->d[k];
			it->r[k] -= alpha * it->Ad[k];
		}
		next = scale(it, A);
		rr = A->diagonal == NULL ? next : dense_dot(it->r, it->r, A->size);
		/*
		 * ⟨z, r − r before⟩ / rz: the same as the other where z is linear in r, and stays
		 * conjugate to the last step where it is not (Notay, Flexible conjugate gradients,
		 * 2000).
		 */
		beta = A->precondition != NULL ? -alpha * dense_dot(it->z, it->Ad, A->size) / rz
					       : next / rz;
		rz = next;
		for (size_t k = 0; k < A->size; k++)
			it->d[k] = it->z[k] + beta * it->d[k];
		n++;
	}
	return n;
}

/* ‖b − A x‖ / ‖b‖ */
static double relative_residual(double *Ax, const struct conjugate_system *A, const double *x,
				const double *b, double norm)
{
	double squares = 0;

	A->multiply(Ax, A->matrix, x);
	for (size_t k = 0; k < A->size; k++)
		squares += (b[k] - Ax[k]) * (b[k] - Ax[k]);
	return norm > 0 ? sqrt(squares) / norm : 0;
}

enum status conjugate_solve(double *x, struct cg_result *result, const struct conjugate_system *A,
			    const double *b, double tolerance, unsigned max_iterations)
{
	double norm = sqrt(dense_dot(b, b, A->size)), residual;
	double *work = malloc(4 * A->size * sizeof(*work));
	struct iteration it = {work, work + A->size, work + 2 * A->size, work + 3 * A->size};
	unsigned n;

	if (work == NULL)
		return ERR_MEMORY;
	if (A->diagonal == NULL)
		it.z = it.r;
	memset(x, 0, A->size * sizeof(*x));
	memcpy(it.r, b, A->size * sizeof(*it.r));
	/*
	 * Rounding makes the true residual a little larger than the recursive one, so the aim is
	 * below it.
	 */
	n = iterate(x, &it, A, norm * tolerance / 2, max_iterations);
	residual = is_stopped(A) ? NAN : relative_residual(it.Ad, A, x, b, norm);
	free(work);
	if (result != NULL)
		*result = (struct cg_result){.residual = residual, .iterations = n};
	if (is_stopped(A))
		return ERR_CANCELLED;
	/* A residual that is NaN fails this comparison and is refused. */
	return residual <= tolerance ? STATUS_OK : ERR_RANGE;
}
