/* Records that repeat others, and how alike a set is, against comparing all pairs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "influence/copies.h"
#include "influence/draw.h"
#include "influence/likeness.h"

#define MANY 60

static struct corpus known, set;
static bool repeated[MANY];

static int begin(void **state)
{
	const struct recipe recipe = {1024, RECIPE_SEED};
	struct labels labels = {0};
	struct err e = {0};

	(void)state;
	assert_int_equal(labels_add(&labels, "a", 1, &e), STATUS_OK);
	assert_int_equal(labels_add(&labels, "b", 1, &e), STATUS_OK);
	assert_int_equal(corpus_init(&known, &recipe, &labels, &e), STATUS_OK);
	assert_int_equal(corpus_init(&set, &recipe, &labels, &e), STATUS_OK);
	labels_release(&labels);
	return 0;
}

static int end(void **state)
{
	(void)state;
	corpus_release(&known);
	corpus_release(&set);
	return 0;
}

static void add(struct corpus *c, const char *text, const char *label)
{
	struct err e = {0};

	assert_int_equal(corpus_add(c, text, strlen(text), label, 1, 0, &e), STATUS_OK);
}

static size_t count(double nearness)
{
	size_t copies;

	assert_int_equal(copies_find(repeated, &copies, &known, &set, nearness), STATUS_OK);
	return copies;
}

static void a_text_is_found_in_another_case_with_other_spaces_and_another_label(void **state)
{
	(void)state;
	add(&known, "one two three", "a");
	add(&known, "four five six", "a");
	add(&known, "seven eight nine", "b");
	add(&set, "FOUR  five, six!", "b");
	add(&set, "ten eleven twelve", "b");
	assert_int_equal(count(COPIES_SAME), 1);
	assert_false(repeated[0] || repeated[2]);
	assert_true(repeated[1]);
}

static void a_word_more_or_one_of_nine_is_nearly_the_same(void **state)
{
	(void)state;
	add(&known, "one two three", "a");
	add(&known, "n1 n2 n3 n4 n5 n6 n7 n8 n9", "a");
	add(&known, "m1 m2 m3 m4 m5 m6", "a");
	add(&set, "one two three more", "a");
	add(&set, "n1 n2 n3 n4 other n6 n7 n8 n9", "a");
	add(&set, "m1 other m3 another m5 m6", "a");
	assert_int_equal(count(COPIES_SAME), 0);
	assert_int_equal(count(COPIES_NEARLY), 2);
	assert_true(repeated[0] && repeated[1] && !repeated[2]);
}

/* The constant is in every row, and would make rows alike that have no word in common. */
static void texts_without_words_repeat_nothing(void **state)
{
	(void)state;
	add(&known, "...", "a");
	add(&known, "one", "a");
	add(&set, "!!", "a");
	add(&set, "two", "a");
	assert_int_equal(count(0.01), 0);
}

/* Rows of a file need not be of length one, nor have words at all, nor the constant. */
static void rows_of_any_length_are_compared_by_direction(void **state)
{
	static const uint32_t index[] = {3, 5};
	static const float tenth[] = {0.06F, 0.08F}, unit[] = {0.6F, 0.8F},
			   turned[] = {0.8F, -0.6F};
	const struct sparse none = {index, unit, 0};

	(void)state;
	assert_int_equal(corpus_add_row(&known, none, 0, 0), STATUS_OK);
	assert_int_equal(corpus_add_row(&known, (struct sparse){index, tenth, 2}, 0, 0), STATUS_OK);
	assert_int_equal(corpus_add_row(&set, none, 0, 0), STATUS_OK);
	assert_int_equal(corpus_add_row(&set, (struct sparse){index, turned, 2}, 0, 0), STATUS_OK);
	assert_int_equal(count(COPIES_NEARLY), 0);
	assert_int_equal(corpus_add_row(&set, (struct sparse){index, unit, 2}, 0, 0), STATUS_OK);
	assert_int_equal(count(COPIES_SAME), 1);
	assert_true(!repeated[0] && repeated[1]);
}

/* Texts of a few words from a few, so that many share some. */
static void add_any(struct corpus *c, size_t n, uint64_t seed)
{
	char text[64];

	for (size_t i = 0; i < n; i++) {
		size_t len = 0, words = 1 + (size_t)draw_below(&seed, 5);

		for (size_t w = 0; w < words; w++)
			len += (size_t)snprintf(text + len, sizeof(text) - len, "w%u ",
						(unsigned)draw_below(&seed, 9));
		add(c, text, "a");
	}
}

static double cosine(const struct corpus *a, size_t i, const struct corpus *b, size_t k)
{
	struct sparse x = corpus_row(a, i), y = corpus_row(b, k);
	double sum = 0;

	for (size_t j = 0; j + 1 < x.n; j++)
		for (size_t l = 0; l + 1 < y.n; l++)
			if (x.index[j] == y.index[l])
				sum += (double)x.value[j] * (double)y.value[l];
	return sum;
}

static void copies_are_those_that_comparing_all_pairs_finds(void **state)
{
	static const double nearness[] = {0.6, 0.7, 0.85};

	(void)state;
	add_any(&known, MANY, 1);
	add_any(&set, MANY, 2);
	for (size_t n = 0; n < ARRAY_SIZE(nearness); n++) {
		bool expected[MANY] = {false};
		size_t copies = 0;

		for (size_t i = 0; i < MANY; i++) {
			bool any = false;

			for (size_t k = 0; k < MANY; k++)
				if (cosine(&set, i, &known, k) >= nearness[n])
					any = expected[k] = true;
			copies += any;
		}
		assert_true(copies > 0 && copies < MANY);
		assert_int_equal(count(nearness[n]), copies);
		assert_memory_equal(repeated, expected, sizeof(expected));
	}
}

static void likeness_is_the_mean_of_all_pairs(void **state)
{
	struct likeness l;
	struct err e = {0};
	double sum = 0;

	(void)state;
	add_any(&set, MANY, 3);
	assert_int_equal(likeness_init(&l, &set.recipe, &e), STATUS_OK);
	assert_true(likeness_mean(&l) == 0);
	for (size_t i = 0; i < MANY; i++) {
		likeness_add(&l, corpus_row(&set, i));
		if (i == 0)
			assert_true(likeness_mean(&l) == 0);
		for (size_t k = 0; k < MANY; k++)
			sum += i != k ? cosine(&set, i, &set, k) : 0;
	}
	assert_true(fabs(likeness_mean(&l) - sum / (MANY * (MANY - 1))) < 1e-6);
	add(&set, "...", "a");
	likeness_add(&l, corpus_row(&set, MANY));
	assert_int_equal(l.n, MANY);
	likeness_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_text_is_found_in_another_case_with_other_spaces_and_another_label, begin,
			end),
		cmocka_unit_test_setup_teardown(a_word_more_or_one_of_nine_is_nearly_the_same,
						begin, end),
		cmocka_unit_test_setup_teardown(texts_without_words_repeat_nothing, begin, end),
		cmocka_unit_test_setup_teardown(rows_of_any_length_are_compared_by_direction, begin,
						end),
		cmocka_unit_test_setup_teardown(copies_are_those_that_comparing_all_pairs_finds,
						begin, end),
		cmocka_unit_test_setup_teardown(likeness_is_the_mean_of_all_pairs, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
