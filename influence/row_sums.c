/*
 * Four sums over rows. Each is a loop over a range of them (sum_range), which looks now and then
 * whether it shall stop; run() makes one range or two of the rows.
 */
#include "influence/row_sums.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "influence/hessian.h"
#include "influence/kernel.h"
#include "influence/sparse.h"

/* Rows between two looks at `stop`, about a millisecond. */
#define LOOK 1024

enum row_sum { ROW_SUM_VALUE, ROW_SUM_GRADIENT, ROW_SUM_PRODUCT, ROW_SUM_DIAGONAL };

struct row_range {
	const struct row_sums *t;
	enum row_sum what;
	size_t from, to, step;
	double weight;
	const struct head *head; /* for a value */
	const double *v;	 /* for a product */
	double *out;
	double sum; /* the value */
};

/* The loss where labels are the target. Fills the row's probabilities. */
static double row_value(const struct row_sums *t, const struct head *h, size_t i)
{
	double s[LIMIT_CLASSES], *p = t->p + i * t->classes, linear = 0, lse;

	sparse_gather(s, h->w, t->classes, corpus_row(t->rows, i));
	memcpy(p, s, t->classes * sizeof(*p));
	lse = head_softmax(p, t->classes);
	if (t->target == NULL)
		return lse - s[t->rows->label[i]];
	for (size_t c = 0; c < t->classes; c++)
		linear += t->target[i * t->classes + c] * s[c];
	return lse - linear + t->constant[i];
}

static void add_row_gradient(double *out, const struct row_sums *t, double weight, size_t i)
{
	const double *p = t->p + i * t->classes, *target;
	double s[LIMIT_CLASSES];

	if (t->target == NULL) {
		head_add_gradient(out, p, t->classes, corpus_row(t->rows, i), t->rows->label[i],
				  weight);
		return;
	}
	target = t->target + i * t->classes;
	for (size_t c = 0; c < t->classes; c++)
		s[c] = weight * (p[c] - target[c]);
	sparse_scatter(out, s, t->classes, corpus_row(t->rows, i));
}

static void sum_row(struct row_range *range, const struct kernel *k, size_t i)
{
	const struct row_sums *t = range->t;
	struct sparse x = corpus_row(t->rows, i);

	switch (range->what) {
	case ROW_SUM_VALUE: range->sum += row_value(t, range->head, i); return;
	case ROW_SUM_GRADIENT: add_row_gradient(range->out, t, range->weight, i); return;
	case ROW_SUM_PRODUCT:
		k->hessian_row(range->out, range->v, t->classes, t->p + i * t->classes,
			       range->weight, x.index, x.value, x.n);
		return;
	case ROW_SUM_DIAGONAL:
		hessian_add_row_diagonal(range->out, x, t->p + i * t->classes, t->classes,
					 range->weight);
		return;
	}
}

static void *sum_range(void *user)
{
	struct row_range *range = user;
	const struct kernel *k = kernel_best();
	size_t done = 0;

	for (size_t i = range->from; i < range->to; i += range->step) {
		if (done++ % LOOK == 0 && row_sums_stopped(range->t->stop))
			break;
		sum_row(range, k, i);
	}
	return NULL;
}

/* Where no thread can be had, the second half follows the first one. */
static void run(struct row_range *range)
{
	const struct row_sums *t = range->t;
	size_t middle = t->rows->n / 2 / range->step * range->step;
	struct row_range second = *range;
	pthread_t thread;
	bool started;

	/* A sample has too few rows for two. */
	if (t->second == NULL || range->step > 1) {
		sum_range(range);
		return;
	}
	range->to = second.from = middle;
	second.out = t->second;
	if (range->out != NULL)
		memset(t->second, 0, t->size * sizeof(*t->second));
	started = pthread_create(&thread, NULL, sum_range, &second) == 0;
	sum_range(range);
	if (started)
		pthread_join(thread, NULL);
	else
		sum_range(&second);
	range->sum += second.sum;
	for (size_t k = 0; range->out != NULL && k < t->size; k++)
		range->out[k] += t->second[k];
}

enum status row_sums_init(struct row_sums *t)
{
	t->p = malloc((t->rows->n * t->classes + 1) * sizeof(*t->p));
	t->second = NULL;
	if (t->p == NULL)
		return ERR_MEMORY;
	if (t->rows->n < ROW_SUMS_MANY)
		return STATUS_OK;
	t->second = malloc(t->size * sizeof(*t->second));
	return t->second != NULL ? STATUS_OK : ERR_MEMORY;
}

void row_sums_release(struct row_sums *t)
{
	free(t->p);
	free(t->second);
	*t = (struct row_sums){.rows = NULL};
}

static struct row_range all_rows(const struct row_sums *t, enum row_sum what, double *out)
{
	return (struct row_range){
		.t = t, .what = what, .to = t->rows->n, .step = 1, .weight = t->weight, .out = out};
}

double row_sums_value(const struct row_sums *t, const struct head *h)
{
	struct row_range all = all_rows(t, ROW_SUM_VALUE, NULL);

	all.head = h;
	run(&all);
	return t->weight * all.sum;
}

void row_sums_add_gradient(double *out, const struct row_sums *t)
{
	struct row_range all = all_rows(t, ROW_SUM_GRADIENT, out);

	run(&all);
}

void row_sums_add_product(double *out, const struct row_sums *t, const double *v)
{
	struct row_range all = all_rows(t, ROW_SUM_PRODUCT, out);

	all.v = v;
	run(&all);
}

void row_sums_add_sampled(double *out, const struct row_sums *t, const double *v)
{
	struct row_range some = all_rows(t, ROW_SUM_PRODUCT, out);

	some.v = v;
	if (t->sampled > 0 && t->rows->n > t->sampled) {
		some.step = t->rows->n / t->sampled;
		some.weight *= (double)some.step;
	}
	run(&some);
}

void row_sums_add_diagonal(double *out, const struct row_sums *t)
{
	struct row_range all = all_rows(t, ROW_SUM_DIAGONAL, out);

	run(&all);
}
