/*
 * Products with B. A product costs a pass over the public rows and two dot products for each pair;
 * H S is kept, so that the rows are gone through once.
 */
#include "influence/curvature.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/dense.h"
#include "influence/hessian.h"
#include "influence/sparse.h"

/* Computes out = (H̃ + Λ) v. */
static void multiply_rows(double *out, const struct curvature *B, const double *v)
{
	for (size_t k = 0; k < B->size; k++)
		out[k] = B->ridge * v[k];
	hessian_add_rows(out, B->rows, B->p, B->classes, B->weight, v);
}

typedef double small[CURVATURE_PAIRS][CURVATURE_PAIRS];

/* Inverts a symmetric matrix of n rows by Cholesky. False unless it is positive definite. */
static bool invert(small out, small a, size_t n)
{
	small l = {{0}};

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum = a[i][j];

			for (size_t k = 0; k < j; k++)
				sum -= l[i][k] * l[j][k];
			/* Directions that nearly agree leave nothing but rounding here. */
			if (i == j && !(sum > 1e-12 * a[i][i]))
				return false;
			l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
		}
	for (size_t c = 0; c < n; c++) {
		for (size_t i = 0; i < n; i++) {
			out[i][c] = i == c ? 1 : 0;
			for (size_t k = 0; k < i; k++)
				out[i][c] -= l[i][k] * out[k][c];
			out[i][c] /= l[i][i];
		}
		for (size_t i = n; i-- > 0;) {
			for (size_t k = i + 1; k < n; k++)
				out[i][c] -= l[k][i] * out[k][c];
			out[i][c] /= l[i][i];
		}
	}
	return true;
}

/* Keeps H S and Y, and inverts the two small matrices between them. */
static enum status take_pairs(struct curvature *B, const struct curvature_pair *pairs,
			      struct err *e)
{
	small inner, images;

	for (size_t i = 0; i < B->pairs; i++) {
		multiply_rows(B->hs + i * B->size, B, pairs[i].s);
		memcpy(B->y + i * B->size, pairs[i].y, B->size * sizeof(*B->y));
	}
	for (size_t i = 0; i < B->pairs; i++)
		for (size_t j = 0; j < B->pairs; j++) {
			inner[i][j] = dense_dot(pairs[i].s, B->hs + j * B->size, B->size);
			/* Rounding, of tensors too, leaves SᵀY a little off symmetry. */
			images[i][j] = (dense_dot(pairs[i].s, pairs[j].y, B->size) +
					dense_dot(pairs[j].s, pairs[i].y, B->size)) /
				       2;
		}
	if (!invert(B->inner, inner, B->pairs) || !invert(B->images, images, B->pairs))
		return err_set(e, ERR_RANGE,
			       "the published solutions are of no objective that has a minimum");
	return STATUS_OK;
}

/* Fills the row's probabilities. Returns p·xᵀW − lse(xᵀW). */
static double describe_row(double *p, const struct head *h, struct sparse x)
{
	double s[LIMIT_CLASSES], sum = 0, lse;

	sparse_gather(s, h->w, h->labels.n, x);
	memcpy(p, s, h->labels.n * sizeof(*p));
	lse = head_softmax(p, h->labels.n);
	for (size_t c = 0; c < h->labels.n; c++)
		sum += p[c] * s[c];
	return sum - lse;
}

enum status curvature_init(struct curvature *B, const struct head *h, const struct corpus *rows,
			   const struct curvature_pair *pairs, size_t n, struct err *e)
{
	*B = (struct curvature){.rows = rows,
				.classes = h->labels.n,
				.size = head_size(h),
				.ridge = h->ridge,
				.pairs = n};
	if (!recipe_equal(&h->recipe, &rows->recipe) || n > CURVATURE_PAIRS)
		return err_set(e, ERR_MISMATCH, "the public rows do not fit the model");
	if (rows->n == 0)
		return err_set(e, ERR_USAGE, "there are no public rows");
	B->weight = (double)h->n0 / (double)rows->n;
	B->p = malloc(rows->n * B->classes * sizeof(*B->p));
	B->constant = malloc(rows->n * sizeof(*B->constant));
	B->diagonal = malloc(B->size * sizeof(*B->diagonal));
	B->hs = malloc((n * B->size + 1) * sizeof(*B->hs));
	B->y = malloc((n * B->size + 1) * sizeof(*B->y));
	if (B->p == NULL || B->constant == NULL || B->diagonal == NULL || B->hs == NULL ||
	    B->y == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < rows->n; i++)
		B->constant[i] = describe_row(B->p + i * B->classes, h, corpus_row(rows, i));
	for (size_t k = 0; k < B->size; k++)
		B->diagonal[k] = B->ridge;
	hessian_add_diagonal(B->diagonal, rows, B->p, B->classes, B->weight);
	return take_pairs(B, pairs, e);
}

void curvature_release(struct curvature *B)
{
	free(B->p);
	free(B->constant);
	free(B->diagonal);
	free(B->hs);
	free(B->y);
	*B = (struct curvature){.pairs = 0};
}

void curvature_correct(double *out, const struct curvature *B, const double *v)
{
	double before[CURVATURE_PAIRS], images[CURVATURE_PAIRS];

	for (size_t i = 0; i < B->pairs; i++) {
		before[i] = dense_dot(B->hs + i * B->size, v, B->size);
		images[i] = dense_dot(B->y + i * B->size, v, B->size);
	}
	for (size_t i = 0; i < B->pairs; i++) {
		double less = 0, more = 0;

		for (size_t j = 0; j < B->pairs; j++) {
			less += B->inner[i][j] * before[j];
			more += B->images[i][j] * images[j];
		}
		for (size_t k = 0; k < B->size; k++)
			out[k] += more * B->y[i * B->size + k] - less * B->hs[i * B->size + k];
	}
}

void curvature_multiply(double *out, const struct curvature *B, const double *v)
{
	multiply_rows(out, B, v);
	curvature_correct(out, B, v);
}

static void multiply_any(double *out, const void *matrix, const double *v)
{
	curvature_multiply(out, matrix, v);
}

enum status curvature_solve(double *x, const struct curvature *B, const double *b, double tolerance,
			    unsigned max_iterations, struct err *e)
{
	const struct conjugate_system system = {
		.multiply = multiply_any, .matrix = B, .size = B->size, .diagonal = B->diagonal};
	struct cg_result r = {0};
	enum status s = conjugate_solve(x, &r, &system, b, tolerance, max_iterations);

	if (s == ERR_MEMORY)
		return err_set(e, s, "out of memory");
	return s == STATUS_OK ? s
			      : err_set(e, s,
					"the curvature's equations reached a residual of %.2g in "
					"%u steps, not %.2g: a larger lambda helps",
					r.residual, r.iterations, tolerance);
}
