#include "tests/forecasts/datainf.h"

#include "influence/sparse.h"

#define DAMPING 0.1 /* the paper's choice, section 3 */

/*
 * The squared norm of ∇ℓ_i = x ⊗ (p − e_y), which is the product of the squared norms of x and of p
 * − e_y.
 */
static double squared_norm(const double *p, size_t classes, struct sparse x, uint16_t y)
{
	double xx = 0, rr = 0;

	for (size_t j = 0; j < x.n; j++)
		xx += (double)x.value[j] * (double)x.value[j];
	for (size_t c = 0; c < classes; c++) {
		double r = p[c] - (c == y ? 1 : 0);

		rr += r * r;
	}
	return xx * rr;
}

void datainf_solve(double *q, const struct hessian *H, const double *g)
{
	const struct corpus *c = H->corpus;
	double lambda = 0;

	for (size_t i = 0; i < c->n; i++)
		lambda += squared_norm(H->p + i * H->classes, H->classes, corpus_row(c, i),
				       c->label[i]);
	lambda *= DAMPING / (double)c->n / (double)H->size;
	memcpy(q, g, H->size * sizeof(*q));
	for (size_t i = 0; i < c->n; i++) {
		struct sparse x = corpus_row(c, i);
		const double *p = H->p + i * H->classes;
		double gg = squared_norm(p, H->classes, x, c->label[i]);
		double vg = ihvp_influence(g, p, H->classes, x, c->label[i]);

		head_add_gradient(q, p, H->classes, x, c->label[i],
				  -vg / (lambda + gg) / (double)c->n);
	}
	for (size_t k = 0; k < H->size; k++)
		q[k] /= lambda;
}
