/* The parts of words in an influence, against the score and against words counted by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "influence/scorer.h"
#include "influence/word_parts.h"

#define BUCKETS 128
#define CLASSES 3

static struct artifact artifact;
static struct err err;

static float pseudo(size_t i, float scale)
{
	return scale * (float)((i * 2654435761u >> 7) % 2001 - 1000.0) / 1000;
}

static void make_artifact(struct artifact *a, uint32_t buckets)
{
	static const char *const names[CLASSES] = {"a", "b", "c"};
	size_t size = buckets * CLASSES;

	*a = (struct artifact){.recipe = {buckets, RECIPE_SEED}, .slices = 1, .records = 500};
	for (size_t i = 0; i < CLASSES; i++)
		assert_int_equal(labels_add(&a->labels, names[i], 1, &err), STATUS_OK);
	a->w = malloc(size * sizeof(float));
	a->q = malloc(size * sizeof(float));
	for (size_t i = 0; i < size; i++) {
		a->w[i] = pseudo(i, 3);
		a->q[i] = pseudo(i + 999, 20);
	}
}

static int make_small(void **state)
{
	(void)state;
	make_artifact(&artifact, BUCKETS);
	return 0;
}

static int release(void **state)
{
	(void)state;
	artifact_release(&artifact);
	return 0;
}

static void compute(struct word_parts *out, const char *text, size_t class)
{
	assert_int_equal(word_parts_compute(out, &artifact, text, strlen(text), class, &err),
			 STATUS_OK);
}

static double score(const char *text, int class)
{
	struct scored out;
	struct scorer *s;
	struct sparse x;
	uint64_t fingerprint;

	assert_int_equal(scorer_new(&s, &artifact, 0, &err), STATUS_OK);
	scorer_features(s, &x, &fingerprint, text, strlen(text));
	scorer_score(s, &out, x, class);
	scorer_free(s);
	return (double)out.influence;
}

static void the_parts_sum_up_to_the_score(void **state)
{
	static const char *const texts[] = {
		"The quick brown fox",
		"jumps over THE lazy dog, the lazy dog; the dog",
		"",
		"... ,,,",
		"\xc3\xa4rger mit \xe2\x82\xac 5",
		"1234 5678 1234 5678 1234 5678",
		"so many words that with one hundred and twenty seven buckets some of these words "
		"and "
		"their pairs surely share a bucket with others of them which is what is to be "
		"tested "
		"here by a text that is long enough for it and has no word twice where it can",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts) * CLASSES; i++) {
		const char *text = texts[i / CLASSES];
		struct word_parts p;
		double sum;

		compute(&p, text, i % CLASSES);
		sum = p.constant;
		for (size_t k = 0; k < p.n; k++)
			sum += p.v[k].influence;
		assert_true(fabs(sum - p.influence) < 1e-12);
		/* A score is a sum of floats. */
		assert_true(fabs(sum - score(text, (int)(i % CLASSES))) < 1e-3);
		for (size_t k = 1; k < p.n; k++)
			assert_true(p.v[k - 1].influence >= p.v[k].influence);
		word_parts_release(&p);
	}
}

/* Whether a place of the text has this word. */
static bool is(const char *text, uint32_t at, uint32_t len, const char *word)
{
	return strlen(word) == len && strncmp(text + at, word, len) == 0;
}

static const struct word_gram *find(const struct word_parts *p, const char *text, const char *word,
				    const char *next)
{
	for (size_t i = 0; i < p->n_grams; i++) {
		const struct word_gram *g = &p->grams[i];

		if (is(text, g->at, g->len, word) && is(text, g->next_at, g->next_len, next))
			return g;
	}
	return NULL;
}

static void each_word_and_each_pair_is_listed_once_with_its_times(void **state)
{
	const char *text = "buy now, BUY now: \xc3\xa4 now";
	struct word_parts p;
	size_t shared = 0, grams = 0;

	(void)state;
	compute(&p, text, 0);
	assert_int_equal(p.n_grams, 7);
	assert_int_equal(find(&p, text, "buy", "")->times, 2);
	assert_int_equal(find(&p, text, "now", "")->times, 3);
	assert_int_equal(find(&p, text, "buy", "now")->times, 2);
	assert_int_equal(find(&p, text, "now", "BUY")->times, 1);
	assert_int_equal(find(&p, text, "now", "\xc3\xa4")->times, 1);
	assert_int_equal(find(&p, text, "\xc3\xa4", "now")->times, 1);
	for (size_t i = 0; i < p.n; i++) {
		grams += p.v[i].n;
		shared += p.v[i].n > 1;
		for (size_t k = 1; k < p.v[i].n; k++)
			assert_int_equal(p.grams[p.v[i].first + k].bucket,
					 p.grams[p.v[i].first].bucket);
	}
	assert_int_equal(grams, 7);
	assert_int_equal(shared, 0);
	word_parts_release(&p);
}

/* With two hashed buckets nearly all words share one; equal counts of both signs cancel. */
static void words_of_one_bucket_have_one_part_together(void **state)
{
	struct word_parts p;
	struct artifact a;

	(void)state;
	make_artifact(&a, 3);
	assert_int_equal(word_parts_compute(&p, &a, "one two three four five", 23, 1, &err),
			 STATUS_OK);
	assert_int_equal(p.n_grams, 9);
	assert_int_equal(p.n, 2);
	assert_int_equal(p.v[0].n + p.v[1].n, 9);
	assert_true(fabs(p.v[0].influence + p.v[1].influence + p.constant - p.influence) < 1e-12);
	word_parts_release(&p);
	artifact_release(&a);
}

static void a_class_that_the_model_lacks_is_refused(void **state)
{
	struct word_parts p;

	(void)state;
	assert_int_equal(word_parts_compute(&p, &artifact, "a", 1, CLASSES, &err), ERR_RANGE);
	word_parts_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_parts_sum_up_to_the_score),
		cmocka_unit_test(each_word_and_each_pair_is_listed_once_with_its_times),
		cmocka_unit_test(words_of_one_bucket_have_one_part_together),
		cmocka_unit_test(a_class_that_the_model_lacks_is_refused),
	};

	return cmocka_run_group_tests(tests, make_small, release);
}
