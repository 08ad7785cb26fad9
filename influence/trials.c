/*
 * In reading order: the head that the trials begin from (begin), drawing a group (draw_group, a
 * function for each kind), one trial (try), two of them at once, all of them.
 *
 * Invariant: draws come from in->seed alone, in the order of the trials, so that anybody with the
 * records can make them again.
 */
#include "influence/trials.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "influence/draw.h"
#include "influence/elementary.h"
#include "influence/hessian.h"

#define LEAST	       3   /* records of the smallest group */
#define LARGEST_PART   0.9 /* the largest group, as part of the other records */
#define LEAST_NOISY    10
#define MOST_REPEATED  400 /* records of a repeated group, about */
#define MOST_KNOWN     300
#define PAIR_TOLERANCE 1e-6
#define PAIR_STEPS     2000

/* All trials share this. */
struct ground {
	const struct trials_setting *in;
	uint32_t *rows; /* all records, shuffled: the base, then the others */
	size_t base, others;
	struct corpus records; /* the base */
	struct head head;
	struct curvature told, exact; /* as it is published; by the base itself */
	struct forecaster forecaster;
	uint64_t seed;
	uint32_t *group; /* records of a group, as numbers of in->records */
	size_t n, cap;
};

/*
 * Solves the pairs that correct the public rows. They are not rounded as published ones are, which
 * changes a forecast less than its third digit.
 */
static enum status solve_pairs(struct ground *g, struct err *e)
{
	size_t size = head_size(&g->head);
	double *work = calloc(4 * size, sizeof(*work));
	struct curvature_pair pairs[] = {{work, work + size}, {work + 2 * size, work + 3 * size}};
	enum status s = work != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");

	if (s == STATUS_OK) {
		head_mean_gradient(work + size, &g->head, g->in->held_out, HEAD_ALL_GROUPS);
		memcpy(work + 3 * size, g->head.w, size * sizeof(*work));
		s = curvature_solve(work, &g->exact, work + size, PAIR_TOLERANCE, PAIR_STEPS, e);
	}
	if (s == STATUS_OK)
		s = curvature_solve(work + 2 * size, &g->exact, work + 3 * size, PAIR_TOLERANCE,
				    PAIR_STEPS, e);
	if (s == STATUS_OK)
		s = curvature_init(&g->told, &g->head, g->in->public, pairs, ARRAY_SIZE(pairs), e);
	free(work);
	return s;
}

/* Trains on the base. */
static enum status begin(struct ground *g, struct err *e)
{
	enum status s;

	for (size_t i = 0; i < g->in->records->n; i++)
		g->rows[i] = (uint32_t)i;
	draw_rows(g->rows, g->in->records->n, g->in->records->n, &g->seed);
	s = corpus_select(&g->records, g->in->records, g->rows, g->base);
	if (s == STATUS_OK)
		s = head_train(&g->head, &g->records, g->in->lambda, e);
	if (s == STATUS_OK)
		s = curvature_init(&g->exact, &g->head, &g->records, NULL, 0, e);
	if (s == STATUS_OK)
		s = solve_pairs(g, e);
	if (s == STATUS_OK)
		g->forecaster = (struct forecaster){
			.head = &g->head,
			.curvature = &g->told,
			.held_out = g->in->held_out,
			.loss = head_mean_loss(&g->head, g->in->held_out),
			.rescales = g->in->rescales,
		};
	return s;
}

/* --- groups --- */

/* How many records: any size is as likely as any other on a logarithmic scale. */
static size_t draw_size(struct ground *g)
{
	double least = elementary_log(LEAST);
	double most = elementary_log(fmax(LEAST + 1, LARGEST_PART * (double)g->others));

	return (size_t)lround(elementary_exp(least + draw_unit(&g->seed) * (most - least)));
}

/* Puts `n` different records of those behind `from` in g->rows into the group. */
static void take(struct ground *g, size_t from, size_t of, size_t n)
{
	g->n = n < of ? n : of;
	draw_rows(g->rows + from, of, g->n, &g->seed);
	memcpy(g->group, g->rows + from, g->n * sizeof(*g->group));
}

static void take_one_class(struct ground *g, size_t n)
{
	const uint16_t *label = g->in->records->label;
	uint16_t class = label[g->rows[g->base + draw_below(&g->seed, g->others)]];

	draw_rows(g->rows + g->base, g->others, g->others, &g->seed);
	g->n = 0;
	for (size_t i = 0; i < g->others && g->n < n; i++)
		if (label[g->rows[g->base + i]] == class)
			g->group[g->n++] = g->rows[g->base + i];
}

static void take_repeated(struct ground *g, size_t n)
{
	static const size_t times[] = {2, 3, 5, 10, 20, 40};
	size_t k = times[draw_below(&g->seed, ARRAY_SIZE(times))], each;

	n = n < MOST_REPEATED ? n : MOST_REPEATED;
	each = n / k > 0 ? n / k : 1;
	take(g, g->base, g->others, each);
	each = g->n;
	for (g->n = 0; g->n < each * k; g->n++)
		g->group[g->n] = g->group[g->n % each];
}

/* Gives a part of the records another label, any as likely as any other. */
static void spoil(struct corpus *c, uint64_t *seed)
{
	static const double parts[] = {0.05, 0.1, 0.2, 0.3, 0.5};
	double part = parts[draw_below(seed, ARRAY_SIZE(parts))];
	size_t wrong = (size_t)lround(part * (double)c->n), classes = c->labels.n;

	/* The records are in random order. */
	for (size_t i = 0; i < wrong; i++)
		c->label[i] =
			(uint16_t)((c->label[i] + 1 + draw_below(seed, classes - 1)) % classes);
}

static enum status draw_group(struct corpus *out, struct ground *g)
{
	double kind = draw_unit(&g->seed);
	size_t n = draw_size(g);
	bool noisy = kind >= 0.32 && kind < 0.60;
	enum status s;

	if (noisy && n < LEAST_NOISY)
		n = LEAST_NOISY;
	if (kind < 0.60)
		take(g, g->base, g->others, n);
	else if (kind < 0.83)
		take_one_class(g, n < FORECAST_ONE_CLASS_RECORDS ? FORECAST_ONE_CLASS_RECORDS : n);
	else if (kind < 0.94)
		take_repeated(g, n);
	else
		take(g, 0, g->base, n < MOST_KNOWN ? n : MOST_KNOWN);
	s = corpus_select(out, g->in->records, g->group, g->n);
	if (s == STATUS_OK && noisy)
		spoil(out, &g->seed);
	return s;
}

/* --- trials --- */

/*
 * Retraining: the base stands for itself in the objective, so that the minimum is the true one. The
 * head that was told, `start`, is near it.
 */
static enum status retrain(double *change, const struct ground *g, const struct corpus *group,
			   const double *start, struct err *e)
{
	struct moved m;
	enum status s = moved_solve(&m, &g->exact, &g->head, group,
				    forecast_ridge(&g->forecaster, group->n), start, NULL, e);

	if (s == STATUS_OK)
		*change = head_mean_loss(&m.head, g->in->held_out) / g->forecaster.loss - 1;
	moved_release(&m);
	return s;
}

/* One trial of a group that is drawn, for a thread. */
struct attempt {
	const struct ground *ground;
	struct corpus group;
	struct trial *out;
	enum status status;
	struct err err;
};

static void *try(void *user)
{
	struct attempt *a = user;
	const struct ground *g = a->ground;
	struct moved moved;

	a->status = forecast_make(&a->out->told, &moved, &g->forecaster, &a->group, &a->err);
	if (a->status == STATUS_OK)
		a->status = retrain(&a->out->truth, g, &a->group, moved.head.w, &a->err);
	moved_release(&moved);
	return NULL;
}

/*
 * Draws `n` groups, one or two, one after the other, and tries both at once: no trial knows of
 * another. Where no thread can be had, the second follows the first.
 */
static enum status try_some(struct trial *out, size_t n, struct ground *g, struct err *e)
{
	struct attempt attempts[2] = {{.ground = g, .out = out}, {.ground = g, .out = out + 1}};
	enum status s = STATUS_OK;
	bool started = false;
	pthread_t thread;

	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		s = draw_group(&attempts[i].group, g);
	if (s != STATUS_OK)
		err_set(e, s, "out of memory");
	if (s == STATUS_OK) {
		started = n == 2 && pthread_create(&thread, NULL, try, &attempts[1]) == 0;
		try(&attempts[0]);
		if (started)
			pthread_join(thread, NULL);
		else if (n == 2)
			try(&attempts[1]);
	}
	for (size_t i = 0; i < n; i++) {
		if (s == STATUS_OK && attempts[i].status != STATUS_OK)
			s = err_set(e, attempts[i].status, "%s", attempts[i].err.text);
		corpus_release(&attempts[i].group);
	}
	return s;
}

static void release(struct ground *g)
{
	free(g->rows);
	free(g->group);
	corpus_release(&g->records);
	head_release(&g->head);
	curvature_release(&g->told);
	curvature_release(&g->exact);
}

enum status trials_make(struct trial *out, size_t n, const struct trials_setting *in, struct err *e)
{
	size_t all = in->records->n;
	struct ground g = {.in = in, .base = all * 7 / 10, .seed = in->seed};
	enum status s = STATUS_OK;

	g.others = all - g.base;
	g.cap = all > MOST_REPEATED ? all : MOST_REPEATED;
	if (all < TRIALS_MIN_RECORDS || in->held_out->n == 0)
		return err_set(e, ERR_USAGE,
			       "trials of forecasts need %d records and a query, not %zu and %zu",
			       TRIALS_MIN_RECORDS, all, in->held_out->n);
	g.rows = malloc(all * sizeof(*g.rows));
	g.group = malloc(g.cap * sizeof(*g.group));
	if (g.rows == NULL || g.group == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = begin(&g, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i += 2) {
		size_t some = n - i < 2 ? 1 : 2;

		s = try_some(&out[i], some, &g, e);
		for (size_t k = 1; k <= some && s == STATUS_OK && in->progress != NULL; k++)
			s = in->progress(in->user, i + k, n, e);
	}
	release(&g);
	return s;
}
