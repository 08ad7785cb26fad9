/*
 * The additive test and the LDS.
 *
 * additive_measure() checks its arguments and shuffles the records; trial_train() trains on the
 * first half and computes every record's influence. measure() then calls measure_group() for each
 * group, first with unseen records added, then with half of the base removed; each compares the
 * prediction with trial_retrain(). fit_slope() and spearman() make the figures. Invariant:
 * everything follows from the seed, so that anyone can repeat the test.
 */
#include "influence/additive.h"

#include <math.h>
#include <stdlib.h>

#include "influence/draw.h"
#include "influence/spearman.h"

/* The state that both measurements share. */
struct additive_trial {
	const struct corpus *c, *queries;
	struct head head;   /* trained on the base */
	double loss;	    /* mean loss of the head on the queries */
	double *influence;  /* influence of every record of c on that loss */
	uint32_t *rows;	    /* all records, shuffled: the base, then the unseen ones */
	uint32_t *selected; /* records that a head is trained on */
	double *predicted, *truth;
	size_t base;
};

static enum status trial_allocate(struct additive_trial *t, size_t groups)
{
	t->influence = malloc(t->c->n * sizeof(*t->influence));
	t->rows = malloc(t->c->n * sizeof(*t->rows));
	t->selected = malloc(t->c->n * sizeof(*t->selected));
	t->predicted = malloc(groups * sizeof(*t->predicted));
	t->truth = malloc(groups * sizeof(*t->truth));
	return t->influence != NULL && t->rows != NULL && t->selected != NULL &&
			       t->predicted != NULL && t->truth != NULL
		       ? STATUS_OK
		       : ERR_MEMORY;
}

static void trial_release(struct additive_trial *t)
{
	head_release(&t->head);
	free(t->influence);
	free(t->rows);
	free(t->selected);
	free(t->predicted);
	free(t->truth);
}

/* Trains on the base and computes every record's influence on the mean loss of the queries. */
static enum status trial_train(struct additive_trial *t, double lambda, struct err *e)
{
	struct corpus base;
	struct hessian H = {0};
	double *work = NULL, p[LIMIT_CLASSES];
	size_t size;
	enum status s = corpus_select(&base, t->c, t->rows, t->base);

	if (s == STATUS_OK)
		s = head_train(&t->head, &base, lambda, e);
	size = head_size(&t->head);
	if (s == STATUS_OK && (work = calloc(2 * size, sizeof(*work))) == NULL)
		s = ERR_MEMORY;
	if (s == STATUS_OK)
		t->loss = head_mean_gradient(work, &t->head, t->queries, HEAD_ALL_GROUPS);
	if (s == STATUS_OK)
		s = hessian_init(&H, &t->head, &base, e);
	if (s == STATUS_OK)
		s = ihvp_solve(work + size, NULL, &H, work, e);
	for (size_t i = 0; i < t->c->n && s == STATUS_OK; i++) {
		struct sparse x = corpus_row(t->c, i);

		head_probabilities(p, &t->head, x);
		t->influence[i] =
			ihvp_influence(work + size, p, t->head.labels.n, x, t->c->label[i]);
	}
	hessian_release(&H);
	corpus_release(&base);
	free(work);
	return s;
}

/* Trains again on the `n` selected records. Out: the change of the mean loss. */
static enum status trial_retrain(double *change, const struct additive_trial *t, size_t n,
				 struct err *e)
{
	struct corpus c;
	struct head h = {0};
	enum status s = corpus_select(&c, t->c, t->selected, n);

	if (s == STATUS_OK)
		s = head_copy(&h, &t->head);
	if (s == STATUS_OK)
		s = head_retrain(&h, &c, e);
	if (s == STATUS_OK)
		*change = head_mean_loss(&h, t->queries) - t->loss;
	head_release(&h);
	corpus_release(&c);
	return s;
}

/*
 * Measures one group: adds `group_size` unseen records to the base, or, when that is 0, removes
 * half of the base.
 */
static enum status measure_group(struct additive_trial *t, size_t group, size_t group_size,
				 uint64_t *seed, struct err *e)
{
	size_t n = group_size > 0 ? t->base : t->base / 2;
	double influence = 0;

	if (group_size > 0)
		draw_rows(t->rows + t->base, t->c->n - t->base, group_size, seed);
	else
		draw_rows(t->rows, t->base, n, seed);
	for (size_t i = 0; i < n + group_size; i++)
		t->selected[i] = t->rows[i];
	for (size_t i = n; i < n + group_size; i++)
		influence += t->influence[t->rows[i]];
	for (size_t i = n; i < t->base; i++)
		influence -= t->influence[t->rows[i]];
	t->predicted[group] = ihvp_loss_change(influence, (double)t->head.n0);
	return trial_retrain(&t->truth[group], t, n + group_size, e);
}

/* Fits a line through the origin by least squares, and measures how far the groups lie from it. */
static void fit_slope(struct additive *out, const struct additive_trial *t, size_t n)
{
	double pt = 0, pp = 0, rest = 0, spread;

	for (size_t i = 0; i < n; i++) {
		pt += t->predicted[i] * t->truth[i];
		pp += t->predicted[i] * t->predicted[i];
	}
	out->slope = pp > 0 ? pt / pp : 0;
	for (size_t i = 0; i < n; i++) {
		double r = t->truth[i] - out->slope * t->predicted[i];

		rest += r * r;
	}
	spread = pp > 0 ? 2 * sqrt(rest / (double)(n - 1)) / sqrt(pp / (double)n) : 0;
	out->slope_low = out->slope - spread;
	out->slope_high = out->slope + spread;
}

static enum status measure(struct additive *out, struct additive_trial *t, uint64_t seed,
			   struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t g = 0; g < out->groups && s == STATUS_OK; g++)
		s = measure_group(t, g, out->group_size, &seed, e);
	if (s == STATUS_OK)
		s = spearman(&out->spearman, t->predicted, t->truth, out->groups);
	if (s == STATUS_OK)
		fit_slope(out, t, out->groups);
	for (size_t g = 0; g < out->groups && s == STATUS_OK; g++)
		s = measure_group(t, g, 0, &seed, e);
	if (s == STATUS_OK)
		s = spearman(&out->lds, t->predicted, t->truth, out->groups);
	return s;
}

enum status additive_measure(struct additive *out, const struct corpus *c,
			     const struct corpus *queries, double lambda, uint64_t groups,
			     uint64_t group_size, uint64_t seed, struct err *e)
{
	struct additive_trial t = {.c = c, .queries = queries, .base = c->n / 2};
	enum status s;

	*out = (struct additive){0};
	if (c->n < ADDITIVE_MIN_RECORDS || queries->n == 0)
		return err_set(e, ERR_USAGE,
			       "the additive test needs %d records and a query, not %zu and %zu",
			       ADDITIVE_MIN_RECORDS, c->n, queries->n);
	if (groups < 3 || groups > ADDITIVE_MAX_GROUPS || group_size > c->n / 4)
		return err_set(e, ERR_USAGE,
			       "the additive test takes 3 to %d groups of at most %zu records",
			       ADDITIVE_MAX_GROUPS, c->n / 4);
	if (group_size == 0)
		group_size = c->n / 4 < ADDITIVE_GROUP ? c->n / 4 : ADDITIVE_GROUP;
	s = trial_allocate(&t, groups);
	for (size_t i = 0; i < c->n && s == STATUS_OK; i++)
		t.rows[i] = (uint32_t)i;
	if (s == STATUS_OK) {
		draw_rows(t.rows, c->n, c->n, &seed);
		s = trial_train(&t, lambda, e);
	}
	if (s == STATUS_OK) {
		*out = (struct additive){.groups = groups, .group_size = group_size};
		s = measure(out, &t, seed, e);
	}
	if (s != STATUS_OK)
		*out = (struct additive){0};
	if (s == ERR_MEMORY)
		err_set(e, s, "out of memory");
	trial_release(&t);
	return s;
}
