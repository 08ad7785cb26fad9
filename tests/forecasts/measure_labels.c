/*
 * Wrong labels in sets of the pool: the rate and the flags that a preview has (models/
 * judge_records.h), beside what is known of the set and the best that any threshold on the loss
 * reaches. Lines of JSON for measure.mjs.
 *
 * In reading order: wrong labels (spoil_to_second), a preview of a set (judge), the best threshold
 * (best_recall), one case (measure_set).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "influence/scorer.h"
#include "models/judge_records.h"
#include "tests/forecasts/measure.h"

#define RECORDS	  1000 /* or as many as the pool has */
#define ONE_LABEL 200

static const struct kind {
	const char *name;
	double wrong;
	bool second; /* the model's second choice, not any other label */
} kinds[] = {{"random", 0, false},   {"random", 0.05, false}, {"random", 0.1, false},
	     {"random", 0.3, false}, {"second", 0.05, true},  {"second", 0.1, true},
	     {"second", 0.3, true},  {"one label", 0, false}};

static void *room_for(size_t n, size_t size)
{
	void *room = calloc(n + 1, size);

	if (room == NULL)
		must(ERR_MEMORY, &(struct err){.text = "out of memory"});
	return room;
}

/* The label that the model finds likeliest beside the record's own. */
static uint16_t likeliest_other(const double *p, size_t classes, uint16_t own)
{
	uint16_t best = own == 0 ? 1 : 0;

	for (uint16_t c = 0; c < classes; c++)
		if (c != own && p[c] > p[best])
			best = c;
	return best;
}

static void spoil_to_second(struct drawn *d, struct material *m, double part)
{
	double p[LIMIT_CLASSES];

	/* Another draw chooses the records; each then gets another label than by chance. */
	uint16_t *own = room_for(d->set.n, sizeof(*own));

	memcpy(own, d->set.label, d->set.n * sizeof(*own));
	draw_spoil(d, m, part);
	for (size_t i = 0; i < d->set.n; i++) {
		if (!d->wrong[i])
			continue;
		head_probabilities(p, &m->model.head, corpus_row(&d->set, i));
		d->set.label[i] = likeliest_other(p, d->set.labels.n, own[i]);
	}
	free(own);
}

/* Fills `p` and `scores` as a preview of the set has them. */
static void judge_set(struct preview *p, struct score_set *scores, const struct material *m,
		      const struct corpus *set)
{
	struct calibration calibration;
	struct scorer *scorer;
	struct err e = {0};

	*p = (struct preview){.n_rows = set->n, .rows = room_for(set->n, sizeof(*p->rows))};
	*scores = (struct score_set){.n = set->n, .v = room_for(set->n, sizeof(*scores->v))};
	must(scorer_new(&scorer, &m->artifact, 0, &e), &e);
	must(calibration_learn(&calibration, &m->artifact, &e), &e);
	scorer_calibrate(scorer, &calibration);
	for (size_t i = 0; i < set->n; i++) {
		scorer_score(scorer, &scores->v[i], corpus_row(set, i), set->label[i]);
		p->rows[i] = (struct preview_row){.index = i, .duplicate_of = UINT64_MAX};
	}
	must(judge_records(p, scores, &m->artifact, &calibration, set, &e), &e);
	scorer_free(scorer);
	calibration_release(&calibration);
}

struct loss {
	float loss;
	bool wrong;
};

static int largest_first(const void *a, const void *b)
{
	const struct loss *x = a, *y = b;

	return (x->loss < y->loss) - (x->loss > y->loss);
}

/* The most of the wrong labels that are above a threshold with this precision there. */
static double best_recall(const struct score_set *scores, const bool *wrong, double precision)
{
	struct loss *all = room_for(scores->n, sizeof(*all));
	size_t found = 0, best = 0;

	for (size_t i = 0; i < scores->n; i++)
		all[i] = (struct loss){scores->v[i].loss, wrong[i]};
	qsort(all, scores->n, sizeof(*all), largest_first);
	for (size_t i = 0; i < scores->n; i++) {
		found += all[i].wrong;
		if ((double)found >= precision * (double)(i + 1))
			best = found;
	}
	for (size_t i = found = 0; i < scores->n; i++)
		found += wrong[i];
	free(all);
	return found > 0 ? (double)best / (double)found : 0;
}

static double accuracy(const struct material *m)
{
	double p[LIMIT_CLASSES];
	size_t right = 0;

	for (size_t i = 0; i < m->queries.n; i++) {
		uint16_t y = m->queries.label[i];

		head_probabilities(p, &m->model.head, corpus_row(&m->queries, i));
		right += p[likeliest_other(p, m->queries.labels.n, y)] < p[y];
	}
	return (double)right / (double)m->queries.n;
}

static void measure_set(const struct material *m, const struct drawn *d, const struct kind *kind)
{
	struct score_set scores;
	struct preview p;
	size_t wrong = 0, found = 0;

	judge_set(&p, &scores, m, &d->set);
	for (size_t i = 0; i < d->set.n; i++) {
		wrong += d->wrong[i];
		found += d->wrong[i] && p.rows[i].suspicious;
	}
	printf("{\"kind\":\"%s\",\"wrong\":%g,\"records\":%zu,\"changed\":%zu", kind->name,
	       kind->wrong, d->set.n, wrong);
	printf(",\"known\":%s,\"one_label\":%s", p.noise.known ? "true" : "false",
	       p.noise.one_label ? "true" : "false");
	printf(",\"rate\":%.6g,\"error\":%.6g,\"precision\":%.6g", p.noise.rate, p.noise.error,
	       p.noise.precision);
	printf(",\"flagged\":%llu,\"found\":%zu", (unsigned long long)p.suspicious, found);
	printf(",\"best_70\":%.6g,\"best_75\":%.6g", best_recall(&scores, d->wrong, 0.7),
	       best_recall(&scores, d->wrong, 0.75));
	printf(",\"accuracy\":%.6g}\n", accuracy(m));
	fflush(stdout);
	free(p.rows);
	free(scores.v);
}

void measure_labels(struct material *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct kind *kind = &kinds[i % ARRAY_SIZE(kinds)];
		struct drawn d;

		if (strcmp(kind->name, "one label") == 0)
			draw_one_class(&d, m, ONE_LABEL);
		else
			draw_clean(&d, m, RECORDS);
		if (kind->second)
			spoil_to_second(&d, m, kind->wrong);
		else
			draw_spoil(&d, m, kind->wrong);
		measure_set(m, &d, kind);
		drawn_release(&d);
	}
}
