/*
 * Newton's method with conjugate gradients, as in influence/head.c. What the old rows add to value
 * and gradient is relative to W₀, where it is zero: xᵀD and lse(xᵀW₀) are computed anew, since a
 * pass over the public rows is cheap.
 *
 * In reading order: the objective and its gradient, the Hessian M, the line search, the steps.
 * Invariant: m->p and m->old are those of m->head whenever a function ends.
 */
#include "influence/moved.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/dense.h"
#include "influence/hessian.h"
#include "influence/sparse.h"

#define MAX_STEPS    50
#define MAX_HALVINGS 30
#define MAX_CG	     500
#define SUFFICIENT   1e-4 /* Armijo's constant */
#define ROUNDING     1e-13

/* The state of a solution; all vectors are [D][C]. */
struct motion {
	struct moved *m;
	const struct head *from;
	double *difference;	 /* D */
	double *corrected;	 /* (B − H) D */
	double *gradient, *step; /* the objective's; Newton's */
	double *origin;		 /* the weights before the step */
};

/* Computes the public rows' part of the objective. Fills m->old. */
static double sum_old(const struct motion *t)
{
	struct moved *m = t->m;
	const struct corpus *rows = m->B->rows;
	size_t classes = m->B->classes;
	double s[LIMIT_CLASSES], sum = 0;

	for (size_t i = 0; i < rows->n; i++) {
		struct sparse x = corpus_row(rows, i);
		const double *before = m->B->p + i * classes;
		double *p = m->old + i * classes;

		/* The loss of the first class has lse in it, for which any class would do. */
		sum += head_loss(p, &m->head, x, 0) - head_loss(NULL, t->from, x, 0);
		sparse_gather(s, t->difference, classes, x);
		sum += s[0];
		for (size_t c = 0; c < classes; c++)
			sum -= before[c] * s[c];
	}
	return m->B->weight * sum;
}

/* The objective at the head's weights. */
static double objective(const struct motion *t)
{
	struct moved *m = t->m;
	size_t classes = m->B->classes;
	double added = 0, squares = 0, away = 0, corrected;

	for (size_t k = 0; k < m->B->size; k++) {
		t->difference[k] = m->head.w[k] - t->from->w[k];
		squares += m->head.w[k] * m->head.w[k];
		away += t->difference[k] * t->difference[k];
	}
	memset(t->corrected, 0, m->B->size * sizeof(*t->corrected));
	curvature_correct(t->corrected, m->B, t->difference);
	corrected = dense_dot(t->difference, t->corrected, m->B->size);
	for (size_t i = 0; i < m->added->n; i++)
		added += head_loss(m->p + i * classes, &m->head, corpus_row(m->added, i),
				   m->added->label[i]);
	return sum_old(t) + added + m->B->ridge / 2 * away + corrected / 2 + m->extra / 2 * squares;
}

/* Its gradient, after objective(). */
static void fill_gradient(const struct motion *t)
{
	struct moved *m = t->m;
	const struct curvature *B = m->B;
	double s[LIMIT_CLASSES];

	for (size_t k = 0; k < B->size; k++)
		t->gradient[k] =
			t->corrected[k] + B->ridge * t->difference[k] + m->extra * m->head.w[k];
	for (size_t i = 0; i < B->rows->n; i++) {
		for (size_t c = 0; c < B->classes; c++)
			s[c] = B->weight * (m->old[i * B->classes + c] - B->p[i * B->classes + c]);
		sparse_scatter(t->gradient, s, B->classes, corpus_row(B->rows, i));
	}
	for (size_t i = 0; i < m->added->n; i++)
		head_add_gradient(t->gradient, m->p + i * B->classes, B->classes,
				  corpus_row(m->added, i), m->added->label[i], 1);
}

static void multiply(double *out, const void *matrix, const double *v)
{
	const struct moved *m = matrix;
	const struct curvature *B = m->B;

	for (size_t k = 0; k < B->size; k++)
		out[k] = m->head.ridge * v[k];
	curvature_correct(out, B, v);
	hessian_add_rows(out, B->rows, m->old, B->classes, B->weight, v);
	hessian_add_rows(out, m->added, m->p, B->classes, 1, v);
}

static void fill_diagonal(struct moved *m)
{
	for (size_t k = 0; k < m->B->size; k++)
		m->diagonal[k] = m->head.ridge;
	hessian_add_diagonal(m->diagonal, m->B->rows, m->old, m->B->classes, m->B->weight);
	hessian_add_diagonal(m->diagonal, m->added, m->p, m->B->classes, 1);
}

static enum status solve(double *x, const struct moved *m, const double *b, double tolerance)
{
	const struct conjugate_system system = {
		.multiply = multiply, .matrix = m, .size = m->B->size, .diagonal = m->diagonal};

	return conjugate_solve(x, NULL, &system, b, tolerance, MAX_CG);
}

/* Goes along t->step as far as the objective falls enough; false when no length does. */
static bool go(const struct motion *t, double *value, double slope)
{
	size_t size = t->m->B->size;
	double *w = t->m->head.w, length = 1, slack = ROUNDING * (1 + fabs(*value));

	memcpy(t->origin, w, size * sizeof(*w));
	for (int i = 0; i < MAX_HALVINGS; i++, length /= 2) {
		double reached;

		for (size_t k = 0; k < size; k++)
			w[k] = t->origin[k] + length * t->step[k];
		reached = objective(t);
		if (reached <= *value + SUFFICIENT * length * slope + slack) {
			*value = reached;
			return true;
		}
	}
	return false;
}

static enum status newton(const struct motion *t)
{
	struct moved *m = t->m;
	size_t size = m->B->size;
	double value = objective(t), first = 0;

	for (int i = 0; i < MAX_STEPS; i++) {
		double norm;
		enum status s;

		fill_gradient(t);
		fill_diagonal(m);
		norm = sqrt(dense_dot(t->gradient, t->gradient, size));
		first = i == 0 ? norm : first;
		if (!isfinite(norm))
			return ERR_RANGE;
		/* The head itself was trained no further than HEAD_TOLERANCE. */
		if (norm <= fmax(MOVED_TOLERANCE * first, HEAD_TOLERANCE * (double)m->head.n0))
			return STATUS_OK;
		for (size_t k = 0; k < size; k++)
			t->gradient[k] = -t->gradient[k];
		s = solve(t->step, m, t->gradient, fmax(1e-6, fmin(0.03, norm / first)));
		if (s == ERR_MEMORY)
			return s;
		if (!go(t, &value, -dense_dot(t->gradient, t->step, size)))
			return ERR_RANGE;
	}
	return ERR_RANGE;
}

static double distance(const double *w, const double *origin, size_t size)
{
	double moved = 0, all = 0;

	for (size_t k = 0; k < size; k++) {
		moved += (w[k] - origin[k]) * (w[k] - origin[k]);
		all += origin[k] * origin[k];
	}
	return all > 0 ? sqrt(moved / all) : 0;
}

static enum status allocate(struct moved *m, const struct head *from)
{
	enum status s = head_copy(&m->head, from);

	m->p = malloc((m->added->n * from->labels.n + 1) * sizeof(*m->p));
	m->old = malloc(m->B->rows->n * from->labels.n * sizeof(*m->old));
	m->diagonal = malloc(m->B->size * sizeof(*m->diagonal));
	return s == STATUS_OK && (m->p == NULL || m->old == NULL || m->diagonal == NULL)
		       ? ERR_MEMORY
		       : s;
}

enum status moved_solve(struct moved *out, const struct curvature *B, const struct head *from,
			const struct corpus *added, double ridge, struct err *e)
{
	size_t size = B->size;
	double *work = NULL;
	enum status s;

	*out = (struct moved){.B = B, .added = added, .extra = ridge - from->ridge};
	if (!recipe_equal(&from->recipe, &added->recipe) || from->labels.n != added->labels.n ||
	    head_size(from) != size)
		return err_set(e, ERR_MISMATCH, "the records do not fit the model");
	s = allocate(out, from);
	if (s == STATUS_OK && (work = calloc(5 * size, sizeof(*work))) == NULL)
		s = ERR_MEMORY;
	if (s == STATUS_OK) {
		const struct motion t = {.m = out,
					 .from = from,
					 .difference = work,
					 .corrected = work + size,
					 .gradient = work + 2 * size,
					 .step = work + 3 * size,
					 .origin = work + 4 * size};

		out->head.ridge = ridge;
		out->head.n0 += added->n;
		s = newton(&t);
		out->distance = distance(out->head.w, from->w, size);
	}
	free(work);
	if (s == ERR_MEMORY)
		err_set(e, s, "out of memory");
	if (s == ERR_RANGE)
		err_set(e, s, "the head that retraining would give was not found");
	return s;
}

void moved_release(struct moved *m)
{
	head_release(&m->head);
	free(m->p);
	free(m->old);
	free(m->diagonal);
	*m = (struct moved){.extra = 0};
}

enum status moved_invert(double *x, const struct moved *m, const double *b, double tolerance,
			 struct err *e)
{
	enum status s = solve(x, m, b, tolerance);

	if (s == ERR_MEMORY)
		return err_set(e, s, "out of memory");
	return s == STATUS_OK ? s : err_set(e, s, "the moved head's equations were not solved");
}
