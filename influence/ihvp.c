#include "influence/ihvp.h"

#include "influence/sparse.h"

enum status ihvp_solve(double *q, struct cg_result *result, const struct hessian *H,
		       const double *g, struct err *e)
{
	struct cg_result r = {0};
	enum status s = hessian_solve(q, &r, H, g, IHVP_TOLERANCE, IHVP_MAX_ITERATIONS);

	if (result != NULL)
		*result = r;
	if (s == ERR_MEMORY)
		return err_set(e, s, "out of memory");
	if (s != STATUS_OK)
		return err_set(
			e, s,
			"the Hessian solve reached a residual of %.2g in %u steps, not %.2g: "
			"a larger lambda helps",
			r.residual, r.iterations, IHVP_TOLERANCE);
	for (size_t k = 0; k < H->size; k++)
		q[k] *= H->n0;
	return STATUS_OK;
}

double ihvp_influence(const double *q, const double *p, size_t classes, struct sparse x, uint16_t y)
{
	double qx[LIMIT_CLASSES], sum = 0;

	sparse_gather(qx, q, classes, x);
	for (size_t c = 0; c < classes; c++)
		sum += (p[c] - (c == y ? 1 : 0)) * qx[c];
	return sum;
}
