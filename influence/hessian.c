/*
 * Products with the Hessian and conjugate gradients. A product costs one pass over the records;
 * nothing of size (D·C)² is ever stored.
 */
#include "influence/hessian.h"

#include <math.h>
#include <stdlib.h>

#include "influence/dense.h"
#include "influence/sparse.h"

enum status hessian_init(struct hessian *H, const struct head *h, const struct corpus *c,
			 struct err *e)
{
	*H = (struct hessian){
		.corpus = c,
		.classes = h->labels.n,
		.size = head_size(h),
		.ridge = h->ridge,
		.n0 = (double)h->n0,
	};
	if (!recipe_equal(&h->recipe, &c->recipe) || h->labels.n != c->labels.n)
		return err_set(e, ERR_MISMATCH, "the records do not fit the model");
	H->p = malloc((c->n * H->classes + 1) * sizeof(*H->p));
	if (H->p == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < c->n; i++)
		head_probabilities(H->p + i * H->classes, h, corpus_row(c, i));
	return STATUS_OK;
}

void hessian_release(struct hessian *H)
{
	free(H->p);
	*H = (struct hessian){0};
}

void hessian_multiply(double *out, const struct hessian *H, const double *v)
{
	double s[LIMIT_CLASSES];

	for (size_t k = 0; k < H->size; k++)
		out[k] = H->ridge * v[k];
	for (size_t i = 0; i < H->corpus->n; i++) {
		struct sparse x = corpus_row(H->corpus, i);
		const double *p = H->p + i * H->classes;
		double mean = 0;

		/* First xᵀV, then (diag p − ppᵀ) times that, then x times that. */
		sparse_gather(s, v, H->classes, x);
		for (size_t c = 0; c < H->classes; c++)
			mean += p[c] * s[c];
		for (size_t c = 0; c < H->classes; c++)
			s[c] = p[c] * (s[c] - mean);
		sparse_scatter(out, s, H->classes, x);
	}
}

/* Iterates until the recursive residual is below `target` (absolute). On entry r = b. */
static unsigned iterate(double *x, double *r, double *d, double *Hd, const struct hessian *H,
			double target, unsigned max_iterations)
{
	double rr = dense_dot(r, r, H->size);
	unsigned n = 0;

	memcpy(d, r, H->size * sizeof(*d));
	while (n < max_iterations && sqrt(rr) > target) {
		double alpha, beta, next;

		hessian_multiply(Hd, H, d);
		alpha = rr / dense_dot(d, Hd, H->size);
		for (size_t k = 0; k < H->size; k++) {
			x[k] += alpha * d[k];
			r[k] -= alpha * Hd[k];
		}
		next = dense_dot(r, r, H->size);
		beta = next / rr;
		rr = next;
		for (size_t k = 0; k < H->size; k++)
			d[k] = r[k] + beta * d[k];
		n++;
	}
	return n;
}

enum status hessian_solve(double *x, struct cg_result *result, const struct hessian *H,
			  const double *b, double tolerance, unsigned max_iterations)
{
	double norm = sqrt(dense_dot(b, b, H->size)), true_residual = 0;
	double *work = malloc(3 * H->size * sizeof(*work));
	double *r = work, *d = work + H->size, *Hd = work + 2 * H->size;
	unsigned n;

	if (work == NULL)
		return ERR_MEMORY;
	memset(x, 0, H->size * sizeof(*x));
	memcpy(r, b, H->size * sizeof(*r));
	/*
	 * Rounding makes the true residual a little larger than the recursive one, so the aim is
	 * below it.
	 */
	n = iterate(x, r, d, Hd, H, norm * tolerance / 2, max_iterations);
	hessian_multiply(Hd, H, x);
	for (size_t k = 0; k < H->size; k++)
		true_residual += (b[k] - Hd[k]) * (b[k] - Hd[k]);
	true_residual = norm > 0 ? sqrt(true_residual) / norm : 0;
	free(work);
	if (result != NULL)
		*result = (struct cg_result){.residual = true_residual, .iterations = n};
	/* A residual that is NaN fails this comparison and is refused. */
	return true_residual <= tolerance ? STATUS_OK : ERR_RANGE;
}
