#include "influence/forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/draw.h"
#include "influence/ihvp.h"

double forecast_ridge(const struct forecaster *f, size_t added)
{
	return f->rescales ? f->head->lambda * (double)(f->head->n0 + added) : f->head->ridge;
}

static bool is_one_class(const struct corpus *c)
{
	size_t count[LIMIT_CLASSES] = {0}, most = 0;

	for (size_t i = 0; i < c->n; i++)
		if (++count[c->label[i]] > most)
			most = count[c->label[i]];
	return c->n >= FORECAST_ONE_CLASS_RECORDS &&
	       (double)most >= FORECAST_ONE_CLASS_PART * (double)c->n;
}

enum status forecast_make(struct forecast *out, struct moved *moved, const struct forecaster *f,
			  const struct corpus *added, struct err *e)
{
	enum status s;

	*out = (struct forecast){.size = (double)added->n / (double)f->head->n0,
				 .one_class = is_one_class(added)};
	*moved = (struct moved){.extra = 0};
	if (added->n == 0)
		return err_set(e, ERR_USAGE, "there are no records to add");
	if (!(f->loss > 0))
		return err_set(e, ERR_RANGE,
			       "the model's held-out loss is 0: no part of it can be told");
	s = moved_solve(moved, f->curvature, f->head, added, forecast_ridge(f, added->n),
			f->start != NULL && f->start->known ? f->start->w : NULL, f->stop, e);
	if (s != STATUS_OK)
		return s;
	if (f->start != NULL && !f->start->known) {
		memcpy(f->start->w, moved->head.w, head_size(f->head) * sizeof(*f->start->w));
		f->start->known = true;
	}
	out->distance = moved->distance;
	out->surprise = moved->surprise / f->loss;
	out->change = head_mean_loss(&moved->head, f->held_out) / f->loss - 1;
	/* Weights that somebody made up may be beyond what can be computed with. */
	return isfinite(out->change) && isfinite(out->distance) && isfinite(out->surprise)
		       ? STATUS_OK
		       : err_set(e, ERR_RANGE,
				 "the model's numbers are too large to forecast with");
}

/* --- the share of a pool --- */

/* Epochs that are drawn, of which the 5th and the 95th of a hundred are told. */
#define EPOCHS 1000

/*
 * Inferences that are drawn of an epoch. A sum of more is nearer to what is expected by the square
 * root of how many more, and drawing a million for each epoch takes seconds.
 */
#define DRAWN		10000
#define SHARE_TOLERANCE 1e-5

/* The influences of the added records, and of all, on one held-out record. */
struct earning {
	double own, all;
};

static double share_of(struct earning sum, double n, double negatives)
{
	double own = sum.own > 0 ? sum.own / n : 0;
	double others = (sum.all - sum.own) / n;

	others = (others > 0 ? others : 0) + negatives;
	return own + others > 0 ? own / (own + others) : 0;
}

/*
 * Solves for the added records' gradients and for W', by which the influences on every held-out
 * record are found at once: M is symmetric. In: `work`, three [D][C]
 */
static enum status measure(struct earning *out, const struct moved *m, const struct forecaster *f,
			   double *work, struct err *e)
{
	size_t size = head_size(&m->head), classes = m->head.labels.n;
	double *gradients = work, *own = work + size, *all = work + 2 * size;
	double p[LIMIT_CLASSES], n = (double)m->head.n0;
	enum status s;

	memset(gradients, 0, size * sizeof(*gradients));
	row_sums_add_gradient(gradients, &m->joined);
	s = moved_invert(own, m, gradients, SHARE_TOLERANCE, e);
	if (s == STATUS_OK)
		s = moved_invert(all, m, m->head.w, SHARE_TOLERANCE, e);
	for (size_t i = 0; i < f->held_out->n && s == STATUS_OK; i++) {
		struct sparse x = corpus_row(f->held_out, i);
		uint16_t y = f->held_out->label[i];

		head_probabilities(p, &m->head, x);
		out[i].own = n * ihvp_influence(own, p, classes, x, y);
		out[i].all = -n * m->head.ridge * ihvp_influence(all, p, classes, x, y);
	}
	return s;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* In: `sum`, of all n records. */
static void draw_epochs(struct forecast_share *out, const struct earning *each, size_t n,
			struct earning sum, double negatives, size_t inferences, uint64_t seed)
{
	size_t drawn = inferences < DRAWN ? inferences : DRAWN;
	double times = (double)drawn, nearer = sqrt(times / (double)inferences);
	struct earning expected = {sum.own * times / (double)n, sum.all * times / (double)n};
	double shares[EPOCHS];

	for (size_t k = 0; k < EPOCHS; k++) {
		struct earning epoch = {0};

		for (size_t i = 0; i < drawn; i++) {
			const struct earning *one = &each[draw_below(&seed, n)];

			epoch.own += one->own;
			epoch.all += one->all;
		}
		epoch.own = expected.own + nearer * (epoch.own - expected.own);
		epoch.all = expected.all + nearer * (epoch.all - expected.all);
		shares[k] = share_of(epoch, times, negatives);
	}
	qsort(shares, EPOCHS, sizeof(*shares), ascending);
	out->low = shares[EPOCHS / 20];
	out->high = shares[EPOCHS - 1 - EPOCHS / 20];
}

enum status forecast_pool_share(struct forecast_share *out, const struct moved *moved,
				const struct forecaster *f, double negatives, size_t inferences,
				uint64_t seed, struct err *e)
{
	size_t size = head_size(&moved->head), n = f->held_out->n;
	struct earning *each, sum = {0};
	double *work;
	enum status s;

	*out = (struct forecast_share){.expected = 0};
	if (n == 0 || inferences == 0)
		return err_set(e, ERR_USAGE, "a share needs held-out records and inferences");
	work = malloc(3 * size * sizeof(*work));
	each = calloc(n, sizeof(*each));
	s = work == NULL || each == NULL ? err_set(e, ERR_MEMORY, "out of memory")
					 : measure(each, moved, f, work, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		sum.own += each[i].own;
		sum.all += each[i].all;
	}
	if (s == STATUS_OK && !(isfinite(sum.own) && isfinite(sum.all)))
		s = err_set(e, ERR_RANGE, "the model's numbers are too large to forecast with");
	if (s == STATUS_OK) {
		out->expected = share_of(sum, (double)n, negatives);
		draw_epochs(out, each, n, sum, negatives, inferences, seed);
	}
	free(work);
	free(each);
	return s;
}
