/* Files that look made for the score: shuffles, copies of one record, the publisher's own tests. */
#include "tests/unit/preview_fixture.h"

#include "influence/draw.h"
#include "models/tell_preview.h"

static char told[TELL_PREVIEW_SIZE];

/* Previews `most` copies of a record, and ordinary ones up to `all`. */
static void preview_copies(const struct preview_row *best, size_t most, size_t all)
{
	for (size_t i = 0; i < most; i++)
		add_line(best->text, best->label);
	for (size_t i = most; i < all; i++)
		add_line("word1 word2 word3", classes[i % 3]);
	preview();
	assert_int_equal(p->extreme, most);
}

static void two_thirds_of_extreme_records_look_made_for_the_score(void **state)
{
	struct preview_row best;

	(void)state;
	add_records(200, 25, 0);
	preview();
	best = p->rows[0];
	assert_true(p->extreme > 0);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	forget(state);
	preview_copies(&best, 20, 30);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	forget(state);
	preview_copies(&best, 21, 30);
	assert_int_equal(p->crafted, PREVIEW_TOO_HELPFUL);
	assert_int_equal(preview_advice_of(p), PREVIEW_LOOKS_CRAFTED);
	tell_crafted(told, p);
	assert_non_null(strstr(told, "made for the score: 21 of its 30 scored records"));
	forget(state);
	preview_copies(&best, 19, 19);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	forget(state);
	preview_copies(&best, 20, 20);
	assert_int_equal(p->crafted, PREVIEW_TOO_HELPFUL);
}

/* Adds `n` texts of the same twelve words, each in another order. */
static void add_shuffles(size_t n, uint64_t seed)
{
	uint32_t order[12];
	char text[128];

	for (uint32_t w = 0; w < ARRAY_SIZE(order); w++)
		order[w] = w;
	for (size_t i = 0; i < n; i++) {
		size_t len = 0;

		draw_rows(order, ARRAY_SIZE(order), ARRAY_SIZE(order), &seed);
		for (size_t w = 0; w < ARRAY_SIZE(order); w++)
			len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%u ",
						order[w] % 2 == 0 ? "tax" : "loan", order[w] / 2);
		add_line(text, "card");
	}
}

static void shuffled_words_look_made_for_the_score(void **state)
{
	(void)state;
	add_records(60, 34, 0);
	preview();
	assert_true(p->likeness > 0 && p->likeness < 0.35);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	forget(state);
	add_shuffles(20, 35);
	preview();
	assert_int_equal(p->duplicates, 0);
	assert_int_equal(p->crafted, PREVIEW_TOO_ALIKE);
	assert_int_equal(preview_advice_of(p), PREVIEW_LOOKS_CRAFTED);
	tell_crafted(told, p);
	assert_non_null(strstr(told, "of their words and word pairs in common"));
	forget(state);
	add_shuffles(19, 35);
	preview();
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
}

/* Adds the first `n` texts of half B: those at odd places of the publisher's queries. */
static void add_tests(size_t n)
{
	uint64_t seed = 2;
	char text[128];

	for (size_t i = 0; i < 2 * n; i++) {
		write_text(text, i % 3, &seed);
		if (i % 2 == 1)
			add_line(text, classes[i % 3]);
	}
}

static void the_publishers_own_tests_are_recognised_and_nothing_is_told_by_them(void **state)
{
	(void)state;
	add_tests(4);
	add_records(30, 36, 0);
	preview();
	assert_int_equal(p->all.copies, 4);
	assert_int_equal(p->all.repeated, 4);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	tell_copies(told, p);
	assert_string_equal(told, "4 records repeat texts by which the publisher tests the model. "
				  "The change and the share are told by the other 26 texts.");
	forget(state);
	add_tests(25);
	preview();
	assert_int_equal(p->all.copies, 25);
	assert_false(p->all.known || p->all.has_share);
	assert_int_equal(p->crafted, PREVIEW_COPIES_HELD_OUT);
	assert_int_equal(preview_advice_of(p), PREVIEW_LOOKS_CRAFTED);
	tell_crafted(told, p);
	assert_non_null(strstr(told, "made for the score: 25 of its 25 scored records"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(two_thirds_of_extreme_records_look_made_for_the_score,
					  forget),
		cmocka_unit_test_teardown(shuffled_words_look_made_for_the_score, forget),
		cmocka_unit_test_teardown(
			the_publishers_own_tests_are_recognised_and_nothing_is_told_by_them,
			forget),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
