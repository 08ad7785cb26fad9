/*
 * Four sums over rows. Each is a loop over a piece of them (sum_piece), which looks now and then
 * whether it shall stop; run() makes one piece or two of the rows.
 */
#include "influence/loss_terms.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "influence/hessian.h"
#include "influence/kernel.h"
#include "influence/sparse.h"

/* Rows between two looks at `stop`, about a millisecond: a person feels no delay. */
#define LOOK 1024

enum term_sum { TERM_VALUE, TERM_GRADIENT, TERM_PRODUCT, TERM_DIAGONAL };

struct half_sum {
	const struct loss_terms *t;
	enum term_sum what;
	size_t from, to, step;
	double weight;
	const struct head *head; /* for a value */
	const double *v;	 /* for a product */
	double *out;
	double sum; /* for a value */
};

/* A row's term at the head's weights. Fills its p. */
static double row_value(const struct loss_terms *t, const struct head *h, size_t i)
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

static void add_row_gradient(double *out, const struct loss_terms *t, double weight, size_t i)
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

static void sum_row(struct half_sum *piece, const struct kernel *k, size_t i)
{
	const struct loss_terms *t = piece->t;
	struct sparse x = corpus_row(t->rows, i);

	switch (piece->what) {
	case TERM_VALUE: piece->sum += row_value(t, piece->head, i); return;
	case TERM_GRADIENT: add_row_gradient(piece->out, t, piece->weight, i); return;
	case TERM_PRODUCT:
		k->hessian_row(piece->out, piece->v, t->classes, t->p + i * t->classes,
			       piece->weight, x.index, x.value, x.n);
		return;
	case TERM_DIAGONAL:
		hessian_add_row_diagonal(piece->out, x, t->p + i * t->classes, t->classes,
					 piece->weight);
		return;
	}
}

static void *sum_piece(void *user)
{
	struct half_sum *piece = user;
	const struct kernel *k = kernel_best();
	size_t done = 0;

	for (size_t i = piece->from; i < piece->to; i += piece->step) {
		if (done++ % LOOK == 0 && loss_terms_stopped(piece->t->stop))
			break;
		sum_row(piece, k, i);
	}
	return NULL;
}

/* Where no thread can be had, the second half follows the first one. */
static void run(struct half_sum *piece)
{
	const struct loss_terms *t = piece->t;
	size_t middle = t->rows->n / 2 / piece->step * piece->step;
	struct half_sum second = *piece;
	pthread_t thread;
	bool started;

	if (t->second == NULL || piece->step > 1) {
		sum_piece(piece);
		return;
	}
	piece->to = second.from = middle;
	second.out = t->second;
	if (piece->out != NULL)
		memset(t->second, 0, t->size * sizeof(*t->second));
	started = pthread_create(&thread, NULL, sum_piece, &second) == 0;
	sum_piece(piece);
	if (started)
		pthread_join(thread, NULL);
	else
		sum_piece(&second);
	piece->sum += second.sum;
	for (size_t k = 0; piece->out != NULL && k < t->size; k++)
		piece->out[k] += t->second[k];
}

enum status loss_terms_init(struct loss_terms *t)
{
	t->p = malloc((t->rows->n * t->classes + 1) * sizeof(*t->p));
	t->second = NULL;
	if (t->p == NULL)
		return ERR_MEMORY;
	if (t->rows->n < LOSS_TERMS_MANY)
		return STATUS_OK;
	t->second = malloc(t->size * sizeof(*t->second));
	return t->second != NULL ? STATUS_OK : ERR_MEMORY;
}

void loss_terms_release(struct loss_terms *t)
{
	free(t->p);
	free(t->second);
	*t = (struct loss_terms){.rows = NULL};
}

static struct half_sum all_rows(const struct loss_terms *t, enum term_sum what, double *out)
{
	return (struct half_sum){
		.t = t, .what = what, .to = t->rows->n, .step = 1, .weight = t->weight, .out = out};
}

double loss_terms_value(const struct loss_terms *t, const struct head *h)
{
	struct half_sum all = all_rows(t, TERM_VALUE, NULL);

	all.head = h;
	run(&all);
	return t->weight * all.sum;
}

void loss_terms_add_gradient(double *out, const struct loss_terms *t)
{
	struct half_sum all = all_rows(t, TERM_GRADIENT, out);

	run(&all);
}

void loss_terms_add_product(double *out, const struct loss_terms *t, const double *v)
{
	struct half_sum all = all_rows(t, TERM_PRODUCT, out);

	all.v = v;
	run(&all);
}

void loss_terms_add_sampled(double *out, const struct loss_terms *t, const double *v)
{
	struct half_sum some = all_rows(t, TERM_PRODUCT, out);

	some.v = v;
	if (t->sampled > 0 && t->rows->n > t->sampled) {
		some.step = t->rows->n / t->sampled;
		some.weight *= (double)some.step;
	}
	run(&some);
}

void loss_terms_add_diagonal(double *out, const struct loss_terms *t)
{
	struct half_sum all = all_rows(t, TERM_DIAGONAL, out);

	run(&all);
}
