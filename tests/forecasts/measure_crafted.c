/*
 * Attacks, and sets of people: what is told of each, whether it is flagged, and what an attack is
 * paid. Lines of JSON for measure.mjs.
 *
 * In reading order: a preview of rows (judge), a line of each case (print_set, print_attack), the
 * attacks (measure_attacks, measure_adaptive), and sets of people (measure_people).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "influence/copies.h"
#include "influence/outlook.h"
#include "models/judge_records.h"
#include "tests/forecasts/attack.h"
#include "tests/forecasts/measure.h"

static void *zeroed(size_t n, size_t size)
{
	void *memory = calloc(n + 1, size);

	if (memory == NULL)
		must(ERR_MEMORY, &(struct err){.text = "out of memory"});
	return memory;
}

/* --- a preview of rows --- */

static bool same_row(struct sparse a, struct sparse b)
{
	return a.n == b.n && memcmp(a.index, b.index, a.n * sizeof(*a.index)) == 0 &&
	       memcmp(a.value, b.value, a.n * sizeof(*a.value)) == 0;
}

/* Fills scores and rows as models/preview_dataset.c does it with texts. */
static void score_rows(struct preview *p, struct score_set *scores, const struct material *m,
		       const struct corpus *set, const struct calibration *calibration)
{
	struct scorer *scorer;
	struct err e = {0};

	must(scorer_new(&scorer, &m->artifact, 0, &e), &e);
	scorer_calibrate(scorer, calibration);
	for (size_t i = 0; i < set->n; i++) {
		struct preview_row *row = &p->rows[i];

		scorer_score(scorer, &scores->v[i], corpus_row(set, i), set->label[i]);
		*row = (struct preview_row){.index = i, .duplicate_of = UINT64_MAX};
		for (size_t k = 0; k < i && row->duplicate_of == UINT64_MAX; k++)
			if (same_row(corpus_row(set, i), corpus_row(set, k)))
				row->duplicate_of = k;
		if (row->duplicate_of == UINT64_MAX)
			continue;
		scores->v[i].flags |= SCORE_DUPLICATE;
		p->duplicates++;
	}
	scorer_free(scorer);
}

/* Judges a set. In: `copies` of held-out texts. Out: all but outcomes and rows. */
static void judge(struct preview *p, const struct material *m, struct corpus *set, uint64_t copies)
{
	struct score_set scores = {.n = set->n, .v = zeroed(set->n, sizeof(*scores.v))};
	struct calibration calibration;
	struct err e = {0};

	must(calibration_learn(&calibration, &m->artifact, &e), &e);
	*p = (struct preview){.rows = zeroed(set->n, sizeof(*p->rows)), .n_rows = set->n};
	for (size_t i = 0; i < set->n; i++)
		set->group[i] = (uint32_t)i;
	score_rows(p, &scores, m, set, &calibration);
	must(judge_records(p, &scores, &m->artifact, &calibration, set, &e), &e);
	p->all.copies = copies;
	judge_copies(p);
	calibration_release(&calibration);
	free(p->rows);
	free(scores.v);
}

static uint64_t count_copies(const struct material *m, const struct corpus *set)
{
	const struct corpus *known = &m->artifact.forecast.held_out;
	bool *repeated = zeroed(known->n, sizeof(*repeated));
	size_t copies;

	must(copies_find(repeated, &copies, known, set, COPIES_NEARLY),
	     &(struct err){.text = "out of memory"});
	free(repeated);
	return copies;
}

static void print_judged(const char *kind, const char *name, const struct preview *p)
{
	static const char *const why[] = {[PREVIEW_NOT_CRAFTED] = "",
					  [PREVIEW_TOO_HELPFUL] = "helpful",
					  [PREVIEW_TOO_ALIKE] = "alike",
					  [PREVIEW_COPIES_HELD_OUT] = "copies"};

	printf("{\"kind\":\"%s\",\"name\":\"%s\",\"records\":%llu", kind, name,
	       (unsigned long long)p->records);
	printf(",\"crafted\":\"%s\",\"extreme\":%llu,\"likeness\":%.4f,\"copies\":%llu",
	       why[p->crafted], (unsigned long long)p->extreme, p->likeness,
	       (unsigned long long)p->all.copies);
	printf(",\"duplicates\":%llu,\"suspicious\":%llu", (unsigned long long)p->duplicates,
	       (unsigned long long)p->suspicious);
}

/* A set that is told and paid. Releases it. */
static void print_attack(const char *kind, const char *name, const struct material *m,
			 struct corpus *set)
{
	struct outlook told;
	struct truth truth;
	struct preview p;
	struct err e = {0};

	must(outlook_make(&told, &m->told, &m->artifact, set, &e), &e);
	truth_find(&truth, m, set);
	judge(&p, m, set, told.copies);
	print_judged(kind, name, &p);
	printf(",\"told\":%s,\"share\":%.6g,\"paid\":%.6g", told.has_share ? "true" : "false",
	       told.share.expected, truth.paid);
	printf(",\"change\":%.6g,\"true_change\":%.6g,\"customers\":%.6g}\n", told.change,
	       truth.change, truth.customers);
	fflush(stdout);
	moved_release(&truth.moved);
	corpus_release(set);
}

/* --- attacks --- */

/* Copies the first `n` rows. With `left_out`, each lacks such a part of its features, or one. */
static void copy_some(struct corpus *out, struct material *m, const struct corpus *rows, size_t n,
		      bool one, double left_out)
{
	struct err e = {0};

	n = n < rows->n ? n : rows->n;
	must(corpus_select(out, rows, NULL, 0), &e);
	for (size_t i = 0; i < n; i++) {
		struct sparse x = corpus_row(rows, i);
		uint32_t *index = zeroed(x.n, sizeof(*index));
		float *value = zeroed(x.n, sizeof(*value));
		size_t kept = 0, lost = (size_t)draw_below(&m->seed, x.n);
		double squares = 0;

		for (size_t j = 0; j < x.n; j++) {
			bool constant = x.index[j] + 1 == rows->recipe.buckets;

			if (!constant && (one ? j == lost : draw_unit(&m->seed) < left_out))
				continue;
			index[kept] = x.index[j];
			value[kept++] = x.value[j];
			squares += constant ? 0 : (double)x.value[j] * (double)x.value[j];
		}
		for (size_t j = 0; j < kept && squares > 0; j++)
			if (index[j] + 1 != rows->recipe.buckets)
				value[j] = (float)((double)value[j] / sqrt(squares));
		must(corpus_add_row(out, (struct sparse){index, value, kept}, rows->label[i], 0),
		     &e);
		free(index);
		free(value);
	}
}

/* The record of the pool that helps most, as often as is asked for. */
static void repeat_best(struct corpus *out, const struct material *m, size_t times)
{
	double *q = attack_query(m), most = 0;
	uint32_t *rows = zeroed(times, sizeof(*rows)), best = 0;
	struct err e = {0};

	for (uint32_t i = 0; i < m->pool.n; i++) {
		double influence = attack_influence(&m->told.head, q, corpus_row(&m->pool, i),
						    m->pool.label[i]);

		if (influence > most) {
			most = influence;
			best = i;
		}
	}
	for (size_t i = 0; i < times; i++)
		rows[i] = best;
	must(corpus_select(out, &m->pool, rows, times), &e);
	free(rows);
	free(q);
}

static void measure_attacks(struct material *m, const struct attack_words *w)
{
	struct corpus set, best;

	attack_salads(&set, m, w, 100, false);
	print_attack("attack", "100 word salads", m, &set);
	attack_salads(&set, m, w, 20, false);
	print_attack("attack", "20 word salads", m, &set);
	attack_salads(&set, m, w, 100, true);
	print_attack("attack", "100 word salads by Q alone", m, &set);
	repeat_best(&best, m, 100);
	copy_some(&set, m, &best, 100, true, 0);
	print_attack("attack", "100 near-copies of the best record", m, &set);
	print_attack("attack", "the best record 100 times", m, &best);
	copy_some(&set, m, &m->half_b, 100, false, 0);
	print_attack("attack", "100 of half B", m, &set);
	copy_some(&set, m, &m->half_b, m->half_b.n, false, 0);
	print_attack("attack", "half B", m, &set);
	copy_some(&set, m, &m->half_b, 100, true, 0);
	print_attack("attack", "100 near-copies of half B", m, &set);
	copy_some(&set, m, &m->half_a, m->half_a.n, false, 0);
	print_attack("attack", "half A", m, &set);
	copy_some(&set, m, &m->train, 300, false, 0);
	print_attack("attack", "300 training records", m, &set);
}

struct hiding {
	const struct material *m;
	double *q;
};

/* Below the quantile by which a record counts as extreme. */
static bool is_hidden(const void *user, struct sparse x, uint16_t label)
{
	const struct hiding *h = user;

	return attack_influence(&h->m->told.head, h->q, x, label) <
	       0.98 * (double)h->m->artifact.quantile[99];
}

static void measure_adaptive(struct material *m, const struct attack_words *w)
{
	struct hiding hiding = {.m = m, .q = attack_query(m)};
	struct corpus set;

	attack_adaptive(&set, m, w, is_hidden, &hiding);
	print_attack("adaptive", "words that follow the moved head", m, &set);
	copy_some(&set, m, &m->half_b, 100, false, 0.5);
	print_attack("adaptive", "half of the words of 100 of half B", m, &set);
	free(hiding.q);
}

/* --- sets of people --- */

static void measure_people(struct material *m, size_t n)
{
	static const char *const names[] = {"clean", "noisy", "one class"};
	size_t most = m->train.n < m->pool.n ? m->train.n : m->pool.n;

	for (size_t i = 0; i < n; i++) {
		struct preview p;
		struct drawn d;

		if (i % ARRAY_SIZE(names) == 2)
			draw_one_class(&d, m, draw_size_between(m, 20, most / 4));
		else
			draw_clean(&d, m, draw_size_between(m, 20, most / 2));
		if (i % ARRAY_SIZE(names) == 1)
			draw_spoil(&d, m, 0.05 + 0.45 * draw_unit(&m->seed));
		judge(&p, m, &d.set, count_copies(m, &d.set));
		print_judged("people", names[i % ARRAY_SIZE(names)], &p);
		printf("}\n");
		drawn_release(&d);
	}
}

void measure_crafted(struct material *m, size_t n)
{
	struct attack_words words;

	attack_words_read(&words, m);
	measure_attacks(m, &words);
	measure_adaptive(m, &words);
	attack_words_release(&words);
	measure_people(m, n);
}
