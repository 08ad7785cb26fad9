/*
 * The preview: scores of single records and of sets, against the definitions in double
 * precision.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "influence/score.h"
#include "influence/score_set.h"
#include "influence/scorer.h"

#define BUCKETS 128
#define CLASSES 3

static struct artifact artifact;

static float pseudo(size_t i, float scale)
{
	return scale * (float)((i * 2654435761u >> 7) % 2001 - 1000.0) / 1000;
}

static int make_artifact(void **state)
{
	static const char *const names[CLASSES] = {"a", "b", "c"};
	size_t size = BUCKETS * CLASSES;
	struct err e = {0};

	(void)state;
	artifact = (struct artifact){.recipe = {BUCKETS, RECIPE_SEED}, .slices = 2, .records = 500};
	for (size_t i = 0; i < CLASSES; i++)
		assert_int_equal(labels_add(&artifact.labels, names[i], 1, &e), STATUS_OK);
	artifact.w = malloc(size * sizeof(float));
	artifact.q = malloc(2 * size * sizeof(float));
	for (size_t i = 0; i < size; i++)
		artifact.w[i] = pseudo(i, 3);
	for (size_t i = 0; i < 2 * size; i++)
		artifact.q[i] = pseudo(i + 999, 20);
	for (int i = 0; i < ARTIFACT_QUANTILES; i++)
		artifact.quantile[i] = (float)(i - 50) / 10;
	return 0;
}

static int release_artifact(void **state)
{
	(void)state;
	artifact_release(&artifact);
	return 0;
}

static const char *const texts[] = {
	"The quick brown fox",
	"jumps over THE lazy dog, the lazy dog; the dog",
	"",
	"\xc3\xa4rger mit \xe2\x82\xac 5",
	"1234 5678 1234 5678 1234 5678",
};

/* I and loss from the artifact by their formulas, in double. */
static void by_definition(double *influence, double *loss, const char *text, size_t y, size_t slice)
{
	struct head h = {.recipe = artifact.recipe, .labels = artifact.labels};
	double w[BUCKETS * CLASSES], q[BUCKETS * CLASSES], p[LIMIT_CLASSES];
	struct features *f;
	struct sparse x;
	struct err e = {0};

	for (size_t i = 0; i < ARRAY_SIZE(w); i++) {
		w[i] = (double)artifact.w[i];
		q[i] = (double)artifact.q[slice * ARRAY_SIZE(w) + i];
	}
	h.w = w;
	assert_int_equal(features_new(&f, &artifact.recipe, &e), STATUS_OK);
	features_compute(f, &x, NULL, text, strlen(text));
	*loss = head_loss(p, &h, x, (uint16_t)y);
	*influence = ihvp_influence(q, p, CLASSES, x, (uint16_t)y);
	features_free(f);
}

static void a_score_is_what_the_formulas_say(void **state)
{
	struct err e = {0};

	(void)state;
	for (size_t slice = 0; slice < 2; slice++) {
		struct score_set set = {0};
		struct scorer *s;

		assert_int_equal(scorer_new(&s, &artifact, slice, &e), STATUS_OK);
		for (size_t i = 0; i < ARRAY_SIZE(texts) * CLASSES; i++) {
			const char *text = texts[i / CLASSES];
			struct scored score;
			double influence, loss;

			by_definition(&influence, &loss, text, i % CLASSES, slice);
			assert_int_equal(score_set_add(&set, s, text, strlen(text),
						       artifact.labels.name[i % CLASSES], 1, &e),
					 STATUS_OK);
			score = set.v[i];
			/*
			 * The difference of float and double over at most 60 features of these
			 * sizes.
			 */
			assert_true(fabs((double)score.influence - influence) < 1e-3);
			assert_true(fabs((double)score.loss - loss) < 1e-4);
			assert_int_equal(score.label, i % CLASSES);
		}
		score_set_release(&set);
		scorer_free(s);
	}
}

static void a_slice_that_is_not_there_is_refused(void **state)
{
	struct scorer *s;
	struct err e = {0};

	(void)state;
	assert_int_equal(scorer_new(&s, &artifact, 2, &e), ERR_RANGE);
	assert_null(s);
}

static struct score_set scored(const char *const (*records)[2], size_t n)
{
	struct score_set set = {0};
	struct scorer *s;
	struct err e = {0};

	assert_int_equal(scorer_new(&s, &artifact, 0, &e), STATUS_OK);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(
			score_set_add(&set, s, records[i][0], strlen(records[i][0]), records[i][1],
				      records[i][1] != NULL ? strlen(records[i][1]) : 0, &e),
			STATUS_OK);
	scorer_free(s);
	return set;
}

static void the_same_words_again_are_a_duplicate(void **state)
{
	static const char *const records[][2] = {
		{"win money now", "a"},	  {"Win MONEY, now!", "b"}, {"money win now", "a"},
		{"win money now a", "a"}, {"winmoney now", "a"},    {" win\nmoney\tnow ", "c"},
	};
	static const bool duplicate[] = {false, true, false, false, false, true};
	static const uint32_t first[] = {0, 0, 2, 3, 4, 0};
	struct score_set set = scored(records, ARRAY_SIZE(records));

	(void)state;
	for (size_t i = 0; i < set.n; i++) {
		assert_int_equal((set.v[i].flags & SCORE_DUPLICATE) != 0, duplicate[i]);
		assert_int_equal(set.v[i].duplicate_of, first[i]);
	}
	score_set_release(&set);
}

static void duplicates_are_found_among_very_many(void **state)
{
	struct score_set set = {0};
	struct scorer *s;
	struct score_summary sum;
	struct err e = {0};
	char text[32];

	(void)state;
	assert_int_equal(scorer_new(&s, &artifact, 0, &e), STATUS_OK);
	for (unsigned i = 0; i < 30000; i++) {
		int len = snprintf(text, sizeof(text), "word%u", i % 20000);

		assert_int_equal(score_set_add(&set, s, text, (size_t)len, "a", 1, &e), STATUS_OK);
	}
	score_set_summarise(&sum, &set, &artifact);
	assert_int_equal(sum.duplicates, 10000);
	for (unsigned i = 20000; i < 30000; i++)
		assert_int_equal(set.v[i].duplicate_of, i - 20000);
	score_set_release(&set);
	scorer_free(s);
}

static void labels_that_the_model_lacks_are_counted_and_not_scored(void **state)
{
	static const char *const records[][2] = {
		{"one", "a"}, {"two", "z"}, {"three", NULL}, {"four", ""}, {"", "b"}, {"five", "A"},
	};
	struct score_set set = scored(records, ARRAY_SIZE(records));
	struct score_summary sum;

	(void)state;
	score_set_summarise(&sum, &set, &artifact);
	assert_int_equal(sum.records, 6);
	assert_int_equal(sum.scored, 2);
	assert_int_equal(sum.unknown, 4);
	assert_int_equal(sum.helpful + sum.harmful + sum.neutral, 2);
	assert_int_equal(set.v[1].label, SCORE_NO_LABEL);
	assert_true(set.v[1].influence == 0 && set.v[1].loss == 0);
	assert_true(set.v[1].probability > 1.0f / CLASSES);
	score_set_release(&set);
}

static void the_summary_adds_up(void **state)
{
	struct scored v[] = {
		{.influence = 3, .loss = 1, .label = 0, .predicted = 0},
		{.influence = -2, .loss = 3, .label = 1, .predicted = 0},
		{.influence = 0.001f, .loss = 0.5f, .label = 2, .predicted = 2},
		{.influence = 99, .label = SCORE_NO_LABEL, .flags = SCORE_UNKNOWN_LABEL},
		{.influence = -7, .loss = 4, .label = 1, .flags = SCORE_DUPLICATE}};
	struct score_set set = {.v = v, .n = ARRAY_SIZE(v)};
	struct score_summary sum;

	(void)state;
	score_set_summarise(&sum, &set, &artifact);
	assert_int_equal(sum.helpful, 1);
	assert_int_equal(sum.harmful, 2);
	assert_int_equal(sum.neutral, 1);
	assert_true(fabs(sum.influence - -5.999) < 1e-6);
}

static void percentiles_lie_between_the_quantiles(void **state)
{
	(void)state;
	assert_true(score_percentile(&artifact, -99) == 0);
	assert_true(score_percentile(&artifact, 99) == 100);
	assert_true(fabs(score_percentile(&artifact, 0) - 50) < 1e-6);
	assert_true(fabs(score_percentile(&artifact, 0.25) - 52.5) < 1e-4);
}

static int by_influence(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x < y) - (x > y);
}

static void the_ranking_goes_from_most_helpful_to_most_harmful(void **state)
{
	enum { N = 5000 };
	static struct scored v[N];
	static float sorted[N];
	static uint32_t order[N];
	static bool used[N];
	struct score_set set = {.v = v, .n = N};

	(void)state;
	for (size_t i = 0; i < N; i++) {
		v[i].influence = i % 7 == 0 ? 0 : pseudo(i, i % 5 == 0 ? 1e-20f : 1e6f);
		sorted[i] = v[i].influence;
	}
	qsort(sorted, N, sizeof(*sorted), by_influence);
	assert_int_equal(score_set_rank(order, &set), STATUS_OK);
	for (size_t i = 0; i < N; i++) {
		assert_true(v[order[i]].influence == sorted[i]);
		assert_false(used[order[i]]);
		used[order[i]] = true;
		if (i > 0 && v[order[i]].influence == v[order[i - 1]].influence &&
		    !signbit(v[order[i]].influence) == !signbit(v[order[i - 1]].influence))
			assert_true(order[i] > order[i - 1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_score_is_what_the_formulas_say),
		cmocka_unit_test(a_slice_that_is_not_there_is_refused),
		cmocka_unit_test(the_same_words_again_are_a_duplicate),
		cmocka_unit_test(duplicates_are_found_among_very_many),
		cmocka_unit_test(labels_that_the_model_lacks_are_counted_and_not_scored),
		cmocka_unit_test(the_summary_adds_up),
		cmocka_unit_test(percentiles_lie_between_the_quantiles),
		cmocka_unit_test(the_ranking_goes_from_most_helpful_to_most_harmful),
	};

	return cmocka_run_group_tests(tests, make_artifact, release_artifact);
}
