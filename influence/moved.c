/*
 * Newton's method with conjugate gradients, as in influence/head.c, on another objective: the old
 * records are a quadratic, whose product with the way gone so far, B(W − W₀), is kept and updated.
 *
 * In reading order: the objective and its gradient, the Hessian M, the line search, the steps.
 */
#include "influence/moved.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/dense.h"
#include "influence/hessian.h"

#define MAX_STEPS    50
#define MAX_HALVINGS 30
#define MAX_CG	     500
#define SUFFICIENT   1e-4 /* Armijo's constant */
#define ROUNDING     1e-13

/* The state of a solution; all vectors are [D][C]. */
struct motion {
	struct moved *m;
	const double *origin;	 /* W₀ */
	double *curved;		 /* B (W − W₀) */
	double *gradient, *step; /* of the objective; Newton's */
	double *curved_step;	 /* B step */
	double *trial;		 /* the weights that are tried */
};

/* The objective at the head's weights. Fills m->p. `curved` is B (W − W₀). */
static double objective(const struct motion *t, const double *curved)
{
	struct moved *m = t->m;
	size_t classes = m->head.labels.n;
	double sum = 0, squares = 0, quadratic = 0;

	for (size_t k = 0; k < m->B->size; k++) {
		quadratic += (m->head.w[k] - t->origin[k]) * curved[k];
		squares += m->head.w[k] * m->head.w[k];
	}
	for (size_t i = 0; i < m->added->n; i++)
		sum += head_loss(m->p + i * classes, &m->head, corpus_row(m->added, i),
				 m->added->label[i]);
	return quadratic / 2 + sum + m->extra / 2 * squares;
}

/* Its gradient, from m->p. */
static void fill_gradient(const struct motion *t)
{
	struct moved *m = t->m;
	size_t classes = m->head.labels.n;

	for (size_t k = 0; k < m->B->size; k++)
		t->gradient[k] = t->curved[k] + m->extra * m->head.w[k];
	for (size_t i = 0; i < m->added->n; i++)
		head_add_gradient(t->gradient, m->p + i * classes, classes, corpus_row(m->added, i),
				  m->added->label[i], 1);
}

static void multiply(double *out, const void *matrix, const double *v)
{
	const struct moved *m = matrix;
	size_t classes = m->head.labels.n;

	curvature_multiply(out, m->B, v);
	for (size_t k = 0; k < m->B->size; k++)
		out[k] += m->extra * v[k];
	hessian_add_rows(out, m->added, m->p, classes, 1, v);
}

static void fill_diagonal(struct moved *m)
{
	for (size_t k = 0; k < m->B->size; k++)
		m->diagonal[k] = m->B->diagonal[k] + m->extra;
	hessian_add_diagonal(m->diagonal, m->added, m->p, m->head.labels.n, 1);
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

	memcpy(t->trial, w, size * sizeof(*w));
	curvature_multiply(t->curved_step, t->m->B, t->step);
	for (int i = 0; i < MAX_HALVINGS; i++, length /= 2) {
		double reached, moved = i == 0 ? length : -length;

		/* Each halving goes back by as much as is left. */
		for (size_t k = 0; k < size; k++) {
			w[k] = t->trial[k] + length * t->step[k];
			t->curved[k] += moved * t->curved_step[k];
		}
		reached = objective(t, t->curved);
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
	double value = objective(t, t->curved), first = 0;

	for (int i = 0; i < MAX_STEPS; i++) {
		double norm;
		enum status s;

		fill_gradient(t);
		fill_diagonal(m);
		norm = sqrt(dense_dot(t->gradient, t->gradient, size));
		first = i == 0 ? norm : first;
		if (norm <= MOVED_TOLERANCE * first)
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
	m->diagonal = malloc(m->B->size * sizeof(*m->diagonal));
	return s == STATUS_OK && (m->p == NULL || m->diagonal == NULL) ? ERR_MEMORY : s;
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
					 .origin = from->w,
					 .curved = work,
					 .gradient = work + size,
					 .step = work + 2 * size,
					 .curved_step = work + 3 * size,
					 .trial = work + 4 * size};

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
