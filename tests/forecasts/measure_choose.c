/*
 * Records that are chosen by half A, and what half B tells of the choice: the best tenth of clean
 * records, and what stays of noisy ones when those that hurt are dropped. Lines of JSON for
 * measure.mjs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "influence/outlook.h"
#include "influence/scorer.h"
#include "tests/forecasts/measure.h"

#define OFFERED	    1500 /* records, the best tenth of which is kept */
#define NOISY	    300	 /* or a fifth of the training records: sizes that the trials had */
#define NOISY_PART  5
#define LEAST_WRONG 0.1
#define MOST_WRONG  0.3
#define BEST_PART   10
#define TENTHS_EACH 3 /* one case of so many is a best tenth, the others are noisy */

/* The influence of each record by half A, as a contributor's preview scores it. */
static void score_by_a(float *influence, const struct material *m, const struct corpus *set)
{
	struct scorer *by_a;
	struct err e = {0};

	must(scorer_new(&by_a, &m->artifact, 0, &e), &e);
	for (size_t i = 0; i < set->n; i++) {
		struct scored one;

		scorer_score(by_a, &one, corpus_row(set, i), set->label[i]);
		influence[i] = one.influence;
	}
	scorer_free(by_a);
}

struct ranked {
	float influence;
	uint32_t row;
};

static int most_helpful_first(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return x->influence != y->influence ? (x->influence < y->influence ? 1 : -1)
					    : (x->row > y->row) - (x->row < y->row);
}

/* Fills `rows` with what stays of a set. Returns how many. */
static size_t choose(uint32_t *rows, const struct material *m, const struct corpus *set, bool best)
{
	float *influence = calloc(set->n + 1, sizeof(*influence));
	struct ranked *ranked = calloc(set->n + 1, sizeof(*ranked));
	size_t stays = 0;

	if (influence == NULL || ranked == NULL)
		must(ERR_MEMORY, &(struct err){.text = "out of memory"});
	score_by_a(influence, m, set);
	for (size_t i = 0; i < set->n; i++)
		ranked[i] = (struct ranked){influence[i], (uint32_t)i};
	if (best)
		qsort(ranked, set->n, sizeof(*ranked), most_helpful_first);
	for (size_t i = 0; i < (best ? set->n / BEST_PART : set->n); i++)
		if (best || ranked[i].influence >= 0)
			rows[stays++] = ranked[i].row;
	free(influence);
	free(ranked);
	return stays;
}

/* Half A, by which the records were chosen, would tell more of them. */
static void print_by_a(const struct material *m, const struct corpus *set)
{
	struct forecaster by_a = m->told.with;
	struct forecast told;
	struct forecast_share share;
	struct moved moved;
	struct err e = {0};

	by_a.held_out = &m->half_a;
	by_a.loss = head_mean_loss(by_a.head, by_a.held_out);
	must(forecast_make(&told, &moved, &by_a, set, &e), &e);
	must(forecast_pool_share(&share, &moved, &by_a, m->artifact.forecast.negatives,
				 m->artifact.forecast.inferences, 1, &e),
	     &e);
	printf(",\"change_by_a\":%.8g,\"share_by_a\":%.8g", told.change, share.expected);
	moved_release(&moved);
}

/* Prints what is told of a set, and what is true, as a member of the line. */
static void print_outcome(const char *name, const struct material *m, const struct corpus *set)
{
	struct outlook told;
	struct truth truth;
	struct err e = {0};

	must(outlook_make(&told, &m->told, &m->artifact, set, &e), &e);
	truth_find(&truth, m, set);
	printf(",\"%s\":{\"records\":%zu,\"known\":%s,\"why\":\"%s\"", name, set->n,
	       told.known ? "true" : "false", told.why);
	printf(",\"change\":%.8g,\"low\":%.8g,\"high\":%.8g,\"share\":%.8g", told.change, told.low,
	       told.high, told.share.expected);
	printf(",\"true_change\":%.8g,\"customers\":%.8g,\"paid\":%.8g,\"by_b\":%.8g", truth.change,
	       truth.customers, truth.paid, truth.by_b);
	print_by_a(m, set);
	printf("}");
	moved_release(&truth.moved);
}

static void measure_choice(struct material *m, const struct drawn *d, double wrong, bool best)
{
	uint32_t *rows = calloc(d->set.n + 1, sizeof(*rows));
	struct corpus stays;
	struct err e = {0};

	if (rows == NULL)
		must(ERR_MEMORY, &(struct err){.text = "out of memory"});
	must(corpus_select(&stays, &d->set, rows, choose(rows, m, &d->set, best)), &e);
	printf("{\"kind\":\"%s\",\"wrong\":%g", best ? "best tenth" : "dropped", wrong);
	print_outcome("all", m, &d->set);
	print_outcome("stays", m, &stays);
	printf("}\n");
	fflush(stdout);
	corpus_release(&stays);
	free(rows);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

void measure_choose(struct material *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool best = i % TENTHS_EACH == 0;
		double wrong = 0;
		struct drawn d;

		/* No more than the model has: of a larger set nothing is told. */
		if (best) {
			draw_clean(&d, m, smaller(OFFERED, m->train.n));
		} else {
			draw_clean(&d, m, smaller(NOISY, m->train.n / NOISY_PART));
			wrong = LEAST_WRONG + draw_unit(&m->seed) * (MOST_WRONG - LEAST_WRONG);
			draw_spoil(&d, m, wrong);
		}
		measure_choice(m, &d, wrong, best);
		drawn_release(&d);
	}
}
