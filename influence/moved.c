/*
 * Newton's method with conjugate gradients, as in influence/head.c. What the old rows add to value
 * and gradient is relative to W₀, where it is zero.
 *
 * In reading order: the objective and its gradient, the Hessian M and its equations, the line
 * search, the steps. Where rows are many, a product with M takes as long as twenty products with a
 * sample of the rows, so that the equations of the sample are solved roughly to precondition those
 * of all.
 *
 * Invariant: the probabilities of both terms are those of m->head whenever a function ends.
 */
#include "influence/moved.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/conjugate.h"
#include "influence/dense.h"

#define MAX_STEPS    50
#define MAX_HALVINGS 30
#define MAX_CG	     500
#define SUFFICIENT   1e-4 /* Armijo's constant */
#define ROUNDING     1e-13

/*
 * From LOSS_TERMS_MANY rows on so many of them precondition. Measured with 100,000 glosses of 26
 * classes: 122 products with all of them without, 29 with 4,096.
 */
#define SAMPLED		 2048
#define SAMPLE_TOLERANCE 0.1
#define SAMPLE_CG	 20

/* The state of a solution; all vectors are [D][C]. */
struct motion {
	struct moved *m;
	const struct head *from;
	double *difference;	 /* D */
	double *corrected;	 /* (B − H) D */
	double *gradient, *step; /* the objective's; Newton's */
	double *origin;		 /* the weights before the step */
};

/* The objective at the head's weights. Out: `loss` of the added records alone. */
static double objective(const struct motion *t, double *loss)
{
	struct moved *m = t->m;
	double squares = 0, away = 0, corrected;

	for (size_t k = 0; k < m->B->size; k++) {
		t->difference[k] = m->head.w[k] - t->from->w[k];
		squares += m->head.w[k] * m->head.w[k];
		away += t->difference[k] * t->difference[k];
	}
	memset(t->corrected, 0, m->B->size * sizeof(*t->corrected));
	curvature_correct(t->corrected, m->B, t->difference);
	corrected = dense_dot(t->difference, t->corrected, m->B->size);
	*loss = loss_terms_value(&m->joined, &m->head);
	return loss_terms_value(&m->public, &m->head) + *loss + m->B->ridge / 2 * away +
	       corrected / 2 + m->extra / 2 * squares;
}

/* Fills its gradient, after objective(). Returns the norm. */
static double fill_gradient(const struct motion *t)
{
	struct moved *m = t->m;
	const struct curvature *B = m->B;

	for (size_t k = 0; k < B->size; k++)
		t->gradient[k] =
			t->corrected[k] + B->ridge * t->difference[k] + m->extra * m->head.w[k];
	loss_terms_add_gradient(t->gradient, &m->public);
	loss_terms_add_gradient(t->gradient, &m->joined);
	return sqrt(dense_dot(t->gradient, t->gradient, B->size));
}

static void multiply(double *out, const void *matrix, const double *v)
{
	const struct moved *m = matrix;

	for (size_t k = 0; k < m->B->size; k++)
		out[k] = m->head.ridge * v[k];
	curvature_correct(out, m->B, v);
	loss_terms_add_product(out, &m->public, v);
	loss_terms_add_product(out, &m->joined, v);
}

static void multiply_sampled(double *out, const void *matrix, const double *v)
{
	const struct moved *m = matrix;

	for (size_t k = 0; k < m->B->size; k++)
		out[k] = m->head.ridge * v[k];
	curvature_correct(out, m->B, v);
	loss_terms_add_sampled(out, &m->public, v);
	loss_terms_add_sampled(out, &m->joined, v);
}

static bool is_stopped(const void *matrix)
{
	return loss_terms_stopped(((const struct moved *)matrix)->stop);
}

static void precondition(double *z, const void *matrix, const double *r)
{
	const struct moved *m = matrix;
	const struct conjugate_system sample = {.multiply = multiply_sampled,
						.matrix = m,
						.size = m->B->size,
						.diagonal = m->diagonal,
						.stopped = is_stopped};
	enum status s;

	memset(z, 0, m->B->size * sizeof(*z));
	s = conjugate_solve(z, NULL, &sample, r, SAMPLE_TOLERANCE, SAMPLE_CG);
	/* A rough solution will do; of none, without memory, zeros are left. */
	(void)s;
}

static void fill_diagonal(struct moved *m)
{
	for (size_t k = 0; k < m->B->size; k++)
		m->diagonal[k] = m->head.ridge;
	loss_terms_add_diagonal(m->diagonal, &m->public);
	loss_terms_add_diagonal(m->diagonal, &m->joined);
}

static enum status solve(double *x, const struct moved *m, const double *b, double tolerance)
{
	bool many = m->public.rows->n + m->joined.rows->n >= LOSS_TERMS_MANY;
	const struct conjugate_system system = {.multiply = multiply,
						.matrix = m,
						.size = m->B->size,
						.diagonal = m->diagonal,
						.precondition = many ? precondition : NULL,
						.stopped = is_stopped};

	return conjugate_solve(x, NULL, &system, b, tolerance, MAX_CG);
}

/* Goes along t->step as far as the objective falls enough; false when no length does. */
static bool go(const struct motion *t, double *value, double slope)
{
	size_t size = t->m->B->size;
	double *w = t->m->head.w, length = 1, slack = ROUNDING * (1 + fabs(*value));

	memcpy(t->origin, w, size * sizeof(*w));
	for (int i = 0; i < MAX_HALVINGS && !is_stopped(t->m); i++, length /= 2) {
		double reached, loss;

		for (size_t k = 0; k < size; k++)
			w[k] = t->origin[k] + length * t->step[k];
		reached = objective(t, &loss);
		if (reached <= *value + SUFFICIENT * length * slope + slack) {
			*value = reached;
			return true;
		}
	}
	return false;
}

/*
 * Takes the weights to begin from. Out: `first`, the norm of the gradient at W₀, by which the end
 * is judged wherever the steps begin. Returns the objective.
 */
static double begin(const struct motion *t, double *first, const double *start)
{
	struct moved *m = t->m;
	double loss, value = objective(t, &loss), reached;

	m->surprise = m->added->n > 0 ? loss / (double)m->added->n : 0;
	*first = fill_gradient(t);
	if (start == NULL)
		return value;
	memcpy(m->head.w, start, m->B->size * sizeof(*start));
	reached = objective(t, &loss);
	if (reached < value)
		return reached;
	memcpy(m->head.w, t->from->w, m->B->size * sizeof(*start));
	return objective(t, &loss);
}

static enum status newton(const struct motion *t, const double *start)
{
	struct moved *m = t->m;
	double first, value = begin(t, &first, start);
	/* The head itself was trained no further than HEAD_TOLERANCE. */
	double target = fmax(MOVED_TOLERANCE * first, HEAD_TOLERANCE * (double)m->head.n0);

	for (int i = 0; i < MAX_STEPS && !is_stopped(m); i++) {
		double norm = fill_gradient(t);
		enum status s;

		if (!isfinite(norm))
			return ERR_RANGE;
		/* The last step is so short that the diagonal before it will do. */
		if (i == 0 || norm > target)
			fill_diagonal(m);
		if (norm <= target)
			return STATUS_OK;
		for (size_t k = 0; k < m->B->size; k++)
			t->gradient[k] = -t->gradient[k];
		/* As exact as the next step needs, and no more so than the end does. */
		s = solve(t->step, m, t->gradient,
			  fmax(target / norm / 4, fmin(0.03, norm / first)));
		if (s == ERR_MEMORY)
			return s;
		if (!go(t, &value, -dense_dot(t->gradient, t->step, m->B->size)))
			break;
	}
	return is_stopped(m) ? ERR_CANCELLED : ERR_RANGE;
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

	m->public = (struct loss_terms){.rows = m->B->rows,
					.target = m->B->p,
					.constant = m->B->constant,
					.weight = m->B->weight,
					.classes = m->B->classes,
					.size = m->B->size,
					.stop = m->stop,
					.sampled = SAMPLED};
	m->joined = m->public;
	m->joined.rows = m->added;
	m->joined.target = m->joined.constant = NULL;
	m->joined.weight = 1;
	if (s == STATUS_OK)
		s = loss_terms_init(&m->public);
	if (s == STATUS_OK)
		s = loss_terms_init(&m->joined);
	m->diagonal = malloc(m->B->size * sizeof(*m->diagonal));
	return m->diagonal != NULL ? s : ERR_MEMORY;
}

static void tell(struct err *e, enum status s)
{
	if (s == ERR_MEMORY)
		err_set(e, s, "out of memory");
	if (s == ERR_CANCELLED)
		err_set(e, s, "cancelled");
	if (s == ERR_RANGE)
		err_set(e, s, "the head that retraining would give was not found");
}

enum status moved_solve(struct moved *out, const struct curvature *B, const struct head *from,
			const struct corpus *added, double ridge, const double *start,
			const struct loss_terms_stop *stop, struct err *e)
{
	size_t size = B->size;
	double *work = NULL;
	enum status s;

	*out = (struct moved){.B = B, .added = added, .extra = ridge - from->ridge, .stop = stop};
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
		s = newton(&t, start);
		out->distance = distance(out->head.w, from->w, size);
	}
	free(work);
	tell(e, s);
	return s;
}

void moved_release(struct moved *m)
{
	head_release(&m->head);
	loss_terms_release(&m->public);
	loss_terms_release(&m->joined);
	free(m->diagonal);
	*m = (struct moved){.extra = 0};
}

enum status moved_invert(double *x, const struct moved *m, const double *b, double tolerance,
			 struct err *e)
{
	enum status s = solve(x, m, b, tolerance);

	if (s == ERR_RANGE)
		return err_set(e, s, "the moved head's equations were not solved");
	tell(e, s);
	return s;
}
