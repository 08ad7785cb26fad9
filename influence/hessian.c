/*
 * Products with the Hessian. A product costs one pass over the records; nothing of size (D·C)² is
 * ever stored.
 */
#include "influence/hessian.h"

#include <stdlib.h>

#include "influence/kernel.h"

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

void hessian_add_rows(double *out, const struct corpus *rows, const double *p, size_t classes,
		      double weight, const double *v)
{
	const struct kernel *k = kernel_best();

	for (size_t i = 0; i < rows->n; i++) {
		struct sparse x = corpus_row(rows, i);

		k->hessian_row(out, v, classes, p + i * classes, weight, x.index, x.value, x.n);
	}
}

void hessian_add_row_diagonal(double *out, struct sparse x, const double *p, size_t classes,
			      double weight)
{
	double s[LIMIT_CLASSES];

	/* The diagonal of diag p − ppᵀ, and of x xᵀ below. */
	for (size_t c = 0; c < classes; c++)
		s[c] = weight * p[c] * (1 - p[c]);
	for (size_t j = 0; j < x.n; j++) {
		double *row = out + x.index[j] * classes;
		double square = (double)x.value[j] * (double)x.value[j];

		for (size_t c = 0; c < classes; c++)
			row[c] += square * s[c];
	}
}

void hessian_add_diagonal(double *out, const struct corpus *rows, const double *p, size_t classes,
			  double weight)
{
	for (size_t i = 0; i < rows->n; i++)
		hessian_add_row_diagonal(out, corpus_row(rows, i), p + i * classes, classes,
					 weight);
}

void hessian_multiply(double *out, const struct hessian *H, const double *v)
{
	for (size_t k = 0; k < H->size; k++)
		out[k] = H->ridge * v[k];
	hessian_add_rows(out, H->corpus, H->p, H->classes, 1, v);
}

static void multiply(double *out, const void *matrix, const double *v)
{
	hessian_multiply(out, matrix, v);
}

enum status hessian_solve(double *x, struct cg_result *result, const struct hessian *H,
			  const double *b, double tolerance, unsigned max_iterations)
{
	const struct conjugate_system system = {.multiply = multiply, .matrix = H, .size = H->size};

	return conjugate_solve(x, result, &system, b, tolerance, max_iterations);
}
