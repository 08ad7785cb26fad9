/*
 * Additive LDS: how well sums of scores rank groups by what adding them does to a loss; beside it
 * the same of removing halves of the training set, query by query (Park et al. 2023, arXiv
 * 2303.14186, section 3). Λ stays. Lines of JSON for measure.mjs.
 *
 * In reading order: the scores of records by each method (score_all), groups that are added
 * (measure_groups), halves that are left (measure_halves).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/forecasts/attack.h"
#include "tests/forecasts/datainf.h"
#include "tests/forecasts/measure.h"

#define CANDIDATES 2000 /* records of the pool, of which groups are drawn */
#define GROUP	   15	/* a group is so small a part of the training set: 200 of 3,000 */
#define FLIPPED	   0.1
#define HALVES	   30
#define QUERIES	   25
#define NEIGHBOURS 10

enum method { EXACT, GRAD_DOT, DATAINF, KNN, LOSS, RANDOM, METHODS };

static const char *const method_names[METHODS] = {"exact", "grad_dot", "datainf",
						  "knn",   "loss",     "random"};

static double *numbers(size_t n)
{
	double *out = calloc(n + 1, sizeof(*out));

	if (out == NULL)
		must(ERR_MEMORY, &(struct err){.text = "out of memory"});
	return out;
}

/* --- scores --- */

struct ranking {
	struct material *m;
	struct hessian H; /* that of the training records */
};

static int descending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (fabs(x) < fabs(y)) - (fabs(x) > fabs(y));
}

/*
 * By the neighbours of a record among the queries: their cosines, as positive numbers where the
 * labels agree. In: `spread`, D zeros, and zeros again at the end; `near`, room for all queries
 */
static double score_by_neighbours(const struct corpus *queries, struct sparse x, uint16_t label,
				  double *spread, double *near)
{
	size_t constant = queries->recipe.buckets - 1;
	double sum = 0;

	for (size_t j = 0; j < x.n; j++)
		spread[x.index[j]] = (double)x.value[j];
	spread[constant] = 0;
	for (size_t k = 0; k < queries->n; k++) {
		struct sparse y = corpus_row(queries, k);

		near[k] = 0;
		for (size_t j = 0; j < y.n; j++)
			near[k] += spread[y.index[j]] * (double)y.value[j];
		near[k] = fmax(near[k], 0) * (queries->label[k] == label ? 1 : -1);
	}
	for (size_t j = 0; j < x.n; j++)
		spread[x.index[j]] = 0;
	qsort(near, queries->n, sizeof(*near), descending);
	for (size_t k = 0; k < NEIGHBOURS && k < queries->n; k++)
		sum += near[k];
	return sum;
}

/*
 * Scores records by all methods, those that help high. In: `exact`, Q of the queries. Out:
 * `scores`, [METHODS][rows->n]
 */
static void score_all(double *scores, const struct ranking *r, const struct corpus *rows,
		      const struct corpus *queries, const double *exact)
{
	const struct head *h = &r->m->model.head;
	double *gradient = numbers(r->H.size), *datainf = numbers(r->H.size);
	double *spread = numbers(h->recipe.buckets), *near = numbers(queries->n);

	head_mean_gradient(gradient, h, queries, HEAD_ALL_GROUPS);
	datainf_solve(datainf, &r->H, gradient);
	for (size_t i = 0; i < rows->n; i++) {
		struct sparse x = corpus_row(rows, i);
		uint16_t y = rows->label[i];

		scores[EXACT * rows->n + i] = attack_influence(h, exact, x, y);
		scores[GRAD_DOT * rows->n + i] = attack_influence(h, gradient, x, y);
		scores[DATAINF * rows->n + i] = attack_influence(h, datainf, x, y);
		scores[KNN * rows->n + i] = score_by_neighbours(queries, x, y, spread, near);
		scores[LOSS * rows->n + i] = -head_loss(NULL, h, x, y);
		scores[RANDOM * rows->n + i] = draw_unit(&r->m->seed);
	}
	free(gradient);
	free(datainf);
	free(spread);
	free(near);
}

/* Scores by one query alone. */
static void score_by_query(double *scores, const struct ranking *r, const struct corpus *rows,
			   uint32_t query)
{
	double *g = numbers(r->H.size), *q = numbers(r->H.size);
	struct corpus one;
	struct err e = {0};

	must(corpus_select(&one, &r->m->customers, &query, 1), &e);
	head_mean_gradient(g, &r->m->model.head, &one, HEAD_ALL_GROUPS);
	must(ihvp_solve(q, NULL, &r->H, g, &e), &e);
	score_all(scores, r, rows, &one, q);
	corpus_release(&one);
	free(g);
	free(q);
}

static double query_loss(const struct material *m, const struct head *h, uint32_t query)
{
	return head_loss(NULL, h, corpus_row(&m->customers, query), m->customers.label[query]);
}

/* --- groups that are added --- */

static void print_sums(const double *scores, size_t rows, const uint32_t *group, size_t n)
{
	for (size_t k = 0; k < METHODS; k++) {
		double sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += scores[k * rows + group[i]];
		printf(",\"%s\":%.8g", method_names[k], sum);
	}
}

/* The head that training with the group gives, with Λ as it was. */
static void add_group(struct moved *moved, const struct material *m, struct corpus *group,
		      const struct corpus *from, const uint32_t *rows, size_t n)
{
	struct err e = {0};

	must(corpus_select(group, from, rows, n), &e);
	must(moved_solve(moved, &m->exact, &m->model.head, group, m->model.head.ridge, NULL, NULL,
			 &e),
	     &e);
}

/* A contributor's moved head tells a change of half B, beside the true one. Λ is as it was. */
static void print_forecast(const struct material *m, const struct moved *truth,
			   const struct corpus *group)
{
	const struct head *h = &m->told.head;
	struct moved told;
	struct err e = {0};

	must(moved_solve(&told, &m->told.curvature, h, group, h->ridge, NULL, NULL, &e), &e);
	printf(",\"forecast\":%.8g,\"truth_of_b\":%.8g",
	       m->told.with.loss - head_mean_loss(&told.head, &m->half_b),
	       m->told.with.loss - head_mean_loss(&truth->head, &m->half_b));
	moved_release(&told);
}

static void measure_groups(const struct ranking *r, size_t groups)
{
	struct material *m = r->m;
	size_t size = m->train.n / GROUP;
	double before = head_mean_loss(&m->model.head, &m->half_a);
	double *q = attack_query(m), *scores;
	struct drawn d;
	uint32_t *rows;

	draw_clean(&d, m, CANDIDATES);
	draw_spoil(&d, m, FLIPPED);
	scores = numbers(METHODS * d.set.n);
	rows = calloc(d.set.n + 1, sizeof(*rows));
	for (size_t i = 0; i < d.set.n; i++)
		rows[i] = (uint32_t)i;
	score_all(scores, r, &d.set, &m->half_a, q);
	for (size_t k = 0; k < groups; k++) {
		struct corpus group;
		struct moved moved;

		draw_rows(rows, d.set.n, size, &m->seed);
		add_group(&moved, m, &group, &d.set, rows, size);
		printf("{\"kind\":\"group\",\"records\":%zu,\"truth\":%.8g", size,
		       before - head_mean_loss(&moved.head, &m->half_a));
		print_sums(scores, d.set.n, rows, size);
		print_forecast(m, &moved, &group);
		printf("}\n");
		fflush(stdout);
		moved_release(&moved);
		corpus_release(&group);
	}
	free(q);
	free(scores);
	free(rows);
	drawn_release(&d);
}

/* --- halves that are left --- */

static void train_again(struct head *out, const struct material *m, const uint32_t *rows, size_t n)
{
	struct corpus half;
	struct err e = {0};

	must(corpus_select(&half, &m->train, rows, n), &e);
	must(head_copy(out, &m->model.head), &e);
	must(head_retrain(out, &half, &e), &e);
	corpus_release(&half);
}

static void measure_halves(const struct ranking *r)
{
	struct material *m = r->m;
	size_t n = m->train.n, left = n / 2;
	uint32_t *rows = calloc(HALVES * n + 1, sizeof(*rows));
	double *scores = numbers(METHODS * n);
	struct head heads[HALVES];

	for (size_t k = 0; k < HALVES; k++) {
		for (size_t i = 0; i < n; i++)
			rows[k * n + i] = (uint32_t)i;
		draw_rows(rows + k * n, n, left, &m->seed);
		train_again(&heads[k], m, rows + k * n, left);
	}
	for (size_t z = 0; z < QUERIES; z++) {
		uint32_t query = (uint32_t)draw_below(&m->seed, m->customers.n);

		score_by_query(scores, r, &m->train, query);
		for (size_t k = 0; k < HALVES; k++) {
			printf("{\"kind\":\"half\",\"query\":%u,\"truth\":%.8g", query,
			       -query_loss(m, &heads[k], query));
			print_sums(scores, n, rows + k * n, left);
			printf("}\n");
		}
		fflush(stdout);
	}
	for (size_t k = 0; k < HALVES; k++)
		head_release(&heads[k]);
	free(rows);
	free(scores);
}

void measure_ranking(struct material *m, size_t n)
{
	struct ranking r = {.m = m};
	struct err e = {0};

	must(hessian_init(&r.H, &m->model.head, &m->train, &e), &e);
	measure_groups(&r, n);
	measure_halves(&r);
	hessian_release(&r.H);
}
