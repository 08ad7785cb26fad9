/*
 * Models side by side: whatever stands beside it, a model gives each record the score that it gives
 * alone. Models, texts and labels are made up, a fresh lot in each round.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "influence/panel.h"
#include "influence/score_set.h"

#define MODELS_MAX 5
#define RECORDS	   700
#define ROUNDS	   40

static uint64_t seed;

/* A number below `n` (Marsaglia's xorshift64). */
static size_t below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed >> 11) % n;
}

/* One of a few recipes, so that models of one lot often share theirs. */
static void make_model(struct artifact *a)
{
	static const uint32_t buckets[] = {64, 64, 1000};
	size_t classes = 2 + below(5), which = below(ARRAY_SIZE(buckets)), size;

	*a = (struct artifact){.recipe = {buckets[which], RECIPE_SEED + which % 2}, .slices = 1};
	for (size_t i = 0; i < classes; i++) {
		char name[8];

		snprintf(name, sizeof(name), "%c", 'a' + (int)((i + which) % 8));
		assert_int_equal(labels_add(&a->labels, name, 1, NULL), STATUS_OK);
	}
	size = artifact_size(a);
	a->w = malloc(size * sizeof(float));
	a->q = malloc(size * sizeof(float));
	for (size_t i = 0; i < size; i++) {
		a->w[i] = (float)below(2001) / 500 - 2;
		a->q[i] = (float)below(2001) / 100 - 10;
	}
	for (size_t i = 0; i < ARTIFACT_QUANTILES; i++)
		a->quantile[i] = (float)i / 10 - 5;
}

/* A text of few different words, so that some come twice; "" now and then. */
static size_t make_text(char out[static 256])
{
	static const char *const words[] = {"free", "Money", "now", "caf\xc3\xa9", "7", "a"};
	size_t n = below(6), len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(out + len, 256 - len, "%s%c", words[below(6)],
					" ,\n;"[below(4)]);
	return len;
}

static void expect_equal(const struct scored *beside, const struct scored *alone)
{
	assert_memory_equal(&beside->influence, &alone->influence, sizeof(float));
	assert_memory_equal(&beside->loss, &alone->loss, sizeof(float));
	assert_memory_equal(&beside->probability, &alone->probability, sizeof(float));
	assert_int_equal(beside->label, alone->label);
	assert_int_equal(beside->predicted, alone->predicted);
	assert_int_equal(beside->flags, alone->flags);
	assert_int_equal(beside->duplicate_of, alone->duplicate_of);
}

/* The models of one lot, all in a panel and each with a set of its own. */
struct lot {
	struct artifact models[MODELS_MAX];
	const struct artifact *pointers[MODELS_MAX];
	struct scorer *alone[MODELS_MAX];
	struct score_set sets[MODELS_MAX];
	struct panel *panel;
	size_t n;
	size_t taken[MODELS_MAX]; /* scores that came out of the panel */
};

/* Each score that comes out is that of the set, which was scored when the record was added. */
static void take(void *user, size_t model, const struct scored *score, struct sparse x)
{
	struct lot *l = user;

	(void)x;
	assert_true(l->taken[model] < l->sets[model].n);
	expect_equal(score, &l->sets[model].v[l->taken[model]++]);
}

static void make_lot(struct lot *l)
{
	*l = (struct lot){.n = 1 + below(MODELS_MAX)};
	for (size_t m = 0; m < l->n; m++) {
		make_model(&l->models[m]);
		l->pointers[m] = &l->models[m];
		assert_int_equal(scorer_new(&l->alone[m], &l->models[m], 0, NULL), STATUS_OK);
	}
	assert_int_equal(panel_new(&l->panel, l->pointers, l->n, take, l, NULL), STATUS_OK);
}

static void release_lot(struct lot *l)
{
	panel_free(l->panel);
	for (size_t m = 0; m < l->n; m++) {
		scorer_free(l->alone[m]);
		score_set_release(&l->sets[m]);
		artifact_release(&l->models[m]);
	}
}

static void score_record(struct lot *l)
{
	int classes[MODELS_MAX];
	char text[256], label[2] = {(char)('a' + below(9)), '\0'};
	const char *named = below(10) > 0 ? label : NULL;
	size_t len = make_text(text);

	for (size_t m = 0; m < l->n; m++) {
		classes[m] = named != NULL ? labels_find(&l->models[m].labels, named, 1) : -1;
		assert_int_equal(score_set_add(&l->sets[m], l->alone[m], text, len, named, 1, NULL),
				 STATUS_OK);
	}
	assert_int_equal(panel_add(l->panel, classes, text, len, NULL), STATUS_OK);
}

static void expect_all_taken(struct lot *l)
{
	panel_flush(l->panel);
	for (size_t m = 0; m < l->n; m++)
		assert_int_equal(l->taken[m], l->sets[m].n);
}

static void a_model_scores_beside_others_as_it_does_alone(void **state)
{
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct lot l;

		seed = 0x9e3779b97f4a7c15 * (round + 1);
		make_lot(&l);
		for (size_t i = 0; i < RECORDS; i++)
			score_record(&l);
		expect_all_taken(&l);
		release_lot(&l);
	}
}

/* A batch ends early when its records are long, and a record longer than a batch is one. */
static void long_records_are_scored_as_short_ones_are(void **state)
{
	static char text[1 << 19];
	struct lot l;
	int classes[MODELS_MAX];

	(void)state;
	seed = 99;
	make_lot(&l);
	for (size_t i = 0; i < 6; i++) {
		size_t len = i == 3 ? 0 : sizeof(text) >> i;

		for (size_t c = 0; c < len; c++)
			text[c] = c % 6 == 5 ? ' ' : (char)('a' + below(26));
		for (size_t m = 0; m < l.n; m++) {
			classes[m] = labels_find(&l.models[m].labels, "b", 1);
			assert_int_equal(
				score_set_add(&l.sets[m], l.alone[m], text, len, "b", 1, NULL),
				STATUS_OK);
		}
		assert_int_equal(panel_add(l.panel, classes, text, len, NULL), STATUS_OK);
	}
	expect_all_taken(&l);
	release_lot(&l);
}

static void sums_that_grow_record_by_record_are_those_of_the_whole_set(void **state)
{
	struct score_summary whole, grown = {0};
	struct lot l;

	(void)state;
	seed = 4711;
	make_lot(&l);
	for (size_t i = 0; i < RECORDS; i++) {
		score_record(&l);
		score_summary_add(&grown, &l.sets[0].v[i], &l.models[0]);
	}
	score_set_summarise(&whole, &l.sets[0], &l.models[0]);
	assert_memory_equal(&whole, &grown, sizeof(whole));
	assert_int_equal(whole.records, RECORDS);
	assert_int_equal(whole.helpful + whole.harmful + whole.neutral, whole.scored);
	assert_true(whole.duplicates > 0);
	release_lot(&l);
}

static void a_panel_of_no_model_scores_nothing(void **state)
{
	struct panel *p;

	(void)state;
	assert_int_equal(panel_new(&p, NULL, 0, take, NULL, NULL), STATUS_OK);
	assert_int_equal(panel_add(p, NULL, "a", 1, NULL), STATUS_OK);
	panel_flush(p);
	panel_free(p);
	panel_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_model_scores_beside_others_as_it_does_alone),
		cmocka_unit_test(long_records_are_scored_as_short_ones_are),
		cmocka_unit_test(sums_that_grow_record_by_record_are_those_of_the_whole_set),
		cmocka_unit_test(a_panel_of_no_model_scores_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
