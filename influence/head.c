/*
 * The head: losses and gradients, then training.
 *
 * head_softmax() turns scores into probabilities; head_loss(), head_add_gradient() and
 * head_objective() build on it. Training is Newton's method (newton): each step asks
 * hessian_solve() for a direction and line_search() for its length; head_train() and head_retrain()
 * set it up. Invariant: sums run over the records in their order and over the classes in theirs, so
 * that two runs round alike.
 */
#include "influence/head.h"

#include <math.h>
#include <stdlib.h>

#include "influence/dense.h"
#include "influence/elementary.h"
#include "influence/hessian.h"
#include "influence/sparse.h"

/*
 * Newton's method converges quadratically. 10 to 15 steps were seen; after 100 it will not
 * converge.
 */
#define MAX_STEPS     100
#define MAX_HALVINGS  40
#define MAX_CG	      500
#define SUFFICIENT    1e-4 /* Armijo's constant (Nocedal & Wright, section 3.1) */
#define ROUNDING_OF_J 1e-13

double head_softmax(double *s, size_t classes)
{
	double max = s[0], sum = 0;

	for (size_t c = 1; c < classes; c++)
		max = s[c] > max ? s[c] : max;
	for (size_t c = 0; c < classes; c++) {
		s[c] = elementary_exp(s[c] - max);
		sum += s[c];
	}
	for (size_t c = 0; c < classes; c++)
		s[c] /= sum;
	return max + elementary_log(sum);
}

void head_probabilities(double *p, const struct head *h, struct sparse x)
{
	sparse_gather(p, h->w, h->labels.n, x);
	head_softmax(p, h->labels.n);
}

double head_loss(double *p, const struct head *h, struct sparse x, uint16_t y)
{
	double s[LIMIT_CLASSES], score;

	sparse_gather(s, h->w, h->labels.n, x);
	score = s[y];
	score = head_softmax(s, h->labels.n) - score;
	if (p != NULL)
		memcpy(p, s, h->labels.n * sizeof(*p));
	return score;
}

double head_mean_loss(const struct head *h, const struct corpus *queries)
{
	double sum = 0;

	for (size_t i = 0; i < queries->n; i++)
		sum += head_loss(NULL, h, corpus_row(queries, i), queries->label[i]);
	return queries->n > 0 ? sum / (double)queries->n : 0;
}

void head_add_gradient(double *out, const double *p, size_t classes, struct sparse x, uint16_t y,
		       double weight)
{
	double s[LIMIT_CLASSES];

	for (size_t c = 0; c < classes; c++)
		s[c] = weight * (p[c] - (c == y ? 1 : 0));
	sparse_scatter(out, s, classes, x);
}

double head_mean_gradient(double *gradient, const struct head *h, const struct corpus *queries,
			  uint32_t group)
{
	double p[LIMIT_CLASSES], loss = 0;
	size_t n = 0;

	memset(gradient, 0, head_size(h) * sizeof(*gradient));
	for (size_t i = 0; i < queries->n; i++)
		n += group == HEAD_ALL_GROUPS || queries->group[i] == group;
	for (size_t i = 0; i < queries->n; i++) {
		struct sparse x = corpus_row(queries, i);

		if (group != HEAD_ALL_GROUPS && queries->group[i] != group)
			continue;
		loss += head_loss(p, h, x, queries->label[i]) / (double)n;
		head_add_gradient(gradient, p, h->labels.n, x, queries->label[i], 1 / (double)n);
	}
	return loss;
}

double head_objective(double *gradient, double *p, const struct head *h, const struct corpus *c)
{
	size_t size = head_size(h), classes = h->labels.n;
	double squares = 0, loss = 0;

	for (size_t k = 0; k < size; k++)
		squares += h->w[k] * h->w[k];
	if (gradient != NULL)
		for (size_t k = 0; k < size; k++)
			gradient[k] = h->ridge * h->w[k];
	for (size_t i = 0; i < c->n; i++) {
		struct sparse x = corpus_row(c, i);

		loss += head_loss(p + i * classes, h, x, c->label[i]);
		if (gradient != NULL)
			head_add_gradient(gradient, p + i * classes, classes, x, c->label[i], 1);
	}
	return loss + h->ridge / 2 * squares;
}

/*
 * Moves from w along `d` as far as J falls enough. Returns false when J falls enough at no length.
 */
static bool line_search(struct head *h, double *J, double *origin, double *p, const double *d,
			const double *gradient, const struct corpus *c)
{
	size_t size = head_size(h);
	double slope = dense_dot(gradient, d, size), length = 1;
	double slack = ROUNDING_OF_J * (1 + fabs(*J));

	memcpy(origin, h->w, size * sizeof(*origin));
	for (int i = 0; i < MAX_HALVINGS; i++, length /= 2) {
		double reached;

		for (size_t k = 0; k < size; k++)
			h->w[k] = origin[k] + length * d[k];
		reached = head_objective(NULL, p, h, c);
		if (reached <= *J + SUFFICIENT * length * slope + slack) {
			*J = reached;
			return true;
		}
	}
	memcpy(h->w, origin, size * sizeof(*origin));
	return false;
}

/*
 * Newton's method. The caller lends memory: gradient, step, origin of [D][C], probabilities of
 * [n][C].
 */
static enum status newton(struct head *h, const struct corpus *c, double *gradient, double *step,
			  double *origin, double *p)
{
	size_t size = head_size(h);
	double target = HEAD_TOLERANCE * (double)c->n, first = 0;
	double J = head_objective(gradient, p, h, c);

	for (int i = 0; i < MAX_STEPS; i++) {
		struct hessian H = {c, p, h->labels.n, size, h->ridge, (double)h->n0};
		double norm = sqrt(dense_dot(gradient, gradient, size)), forcing;
		enum status s;

		h->gradient_norm = norm;
		if (norm <= target)
			return STATUS_OK;
		first = i == 0 ? norm : first;
		/*
		 * The tolerance of the solve: loose far from the minimum and tight near it, so that
		 * convergence is superlinear (Nocedal & Wright, section 7.1), but never tighter
		 * than the end of the training needs.
		 */
		forcing = fmin(0.1, norm / first);
		forcing = fmax(forcing, 0.1 * target / norm);
		for (size_t k = 0; k < size; k++)
			gradient[k] = -gradient[k];
		s = hessian_solve(step, NULL, &H, gradient, forcing, MAX_CG);
		if (s == ERR_MEMORY)
			return s;
		for (size_t k = 0; k < size; k++)
			gradient[k] = -gradient[k];
		if (!line_search(h, &J, origin, p, step, gradient, c))
			return ERR_RANGE;
		J = head_objective(gradient, p, h, c);
	}
	return ERR_RANGE;
}

enum status head_retrain(struct head *h, const struct corpus *c, struct err *e)
{
	size_t size = head_size(h);
	double *work = malloc(3 * size * sizeof(*work));
	double *p = malloc((c->n * h->labels.n + 1) * sizeof(*p));
	enum status s = ERR_MEMORY;

	if (!recipe_equal(&h->recipe, &c->recipe) || h->labels.n != c->labels.n)
		s = err_set(e, ERR_MISMATCH, "the records do not fit the model");
	else if (work != NULL && p != NULL)
		s = newton(h, c, work, work + size, work + 2 * size, p);
	if (s == ERR_MEMORY)
		err_set(e, s, "out of memory");
	if (s == ERR_RANGE)
		err_set(e, s, "training stopped at a gradient of %.2g: a larger lambda helps",
			h->gradient_norm);
	free(work);
	free(p);
	return s;
}

enum status head_train(struct head *h, const struct corpus *c, double lambda, struct err *e)
{
	enum status s;

	*h = (struct head){.recipe = c->recipe, .lambda = lambda, .n0 = c->n};
	if (c->n == 0)
		return err_set(e, ERR_USAGE, "there are no records to train on");
	if (c->labels.n < 2)
		return err_set(e, ERR_USAGE, "all records have the same label: nothing to learn");
	if (!(lambda > 0) || !isfinite(lambda))
		return err_set(e, ERR_USAGE, "lambda must be larger than 0");
	h->ridge = lambda * (double)c->n;
	s = labels_copy(&h->labels, &c->labels);
	if (s == STATUS_OK)
		h->w = calloc(head_size(h), sizeof(*h->w));
	if (h->w == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	return head_retrain(h, c, e);
}

enum status head_copy(struct head *out, const struct head *h)
{
	enum status s;

	*out = *h;
	out->w = NULL;
	s = labels_copy(&out->labels, &h->labels);
	if (s == STATUS_OK)
		out->w = malloc(head_size(h) * sizeof(*out->w));
	if (out->w == NULL)
		return ERR_MEMORY;
	memcpy(out->w, h->w, head_size(h) * sizeof(*out->w));
	return STATUS_OK;
}

void head_release(struct head *h)
{
	if (h == NULL)
		return;
	labels_release(&h->labels);
	free(h->w);
	*h = (struct head){0};
}
