/* Files made for the score: which are said to look so, and at which limits. */
#include "tests/unit/preview_fixture.h"

#include "models/preview_dataset.h"
#include "models/tell_preview.h"

static char told[TELL_PREVIEW_SIZE];

static void preview(void)
{
	struct task task = {0};
	const struct preview_plan plan = {.path = put_text("records.jsonl", buf_str(&lines))};

	assert_ok(preview_dataset(app, &task, &p, &plan, &err));
}

/*
 * Previews `most` copies of a record, and up to `all` ones of words that the model has not seen, of
 * one label or of all.
 */
static void preview_copies(const struct preview_row *best, size_t most, size_t all, bool one_label)
{
	char text[64];

	forget(NULL);
	for (size_t i = 0; i < most; i++)
		add_line(best->text, best->label);
	for (size_t i = most; i < all; i++) {
		snprintf(text, sizeof(text), "aa%zu bb%zu cc%zu dd%zu", i, i, i, i);
		add_line(text, one_label ? best->label : classes[i % 3]);
	}
	preview();
}

/* A record of an ordinary preview that helps more than `low` % of unseen ones, and not `high` %. */
static struct preview_row record_between(float low, float high)
{
	size_t i = 0;

	forget(NULL);
	add_records(200, 25, 0);
	preview();
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	while (i < p->n_rows && (p->rows[i].percentile < low || p->rows[i].percentile > high))
		i++;
	assert_true(i < p->n_rows);
	return p->rows[i];
}

static void a_file_of_records_that_help_too_much_looks_made_for_the_score(void **state)
{
	struct preview_row best = record_between(99.5f, 100), high = record_between(91, 98);

	(void)state;
	preview_copies(&best, 3, 30, false);
	assert_int_equal(p->extreme, 3);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	preview_copies(&best, 4, 30, false);
	assert_int_equal(p->crafted, PREVIEW_EXTREME);
	assert_int_equal(preview_advice_of(p), PREVIEW_LOOKS_CRAFTED);
	tell_crafted(told, p);
	assert_non_null(strstr(told, "made for the score: 4 of its 30 scored records help more "
				     "than 99 %"));
	preview_copies(&best, 19, 19, true);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	preview_copies(&best, 20, 20, true);
	assert_int_equal(p->crafted, PREVIEW_EXTREME);
	/* A whole class may be one that the model knows little of. */
	preview_copies(&best, 15, 30, true);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	preview_copies(&best, 16, 30, true);
	assert_int_equal(p->crafted, PREVIEW_EXTREME);
	preview_copies(&high, 13, 30, false);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	preview_copies(&high, 17, 30, false);
	assert_int_equal(p->extreme, 0);
	assert_int_equal(p->crafted, PREVIEW_HIGH);
	tell_crafted(told, p);
	assert_non_null(strstr(told, "help more than 90 %"));
}

/* Words in another order are the same words. */
static void records_of_the_same_words_look_made_for_the_score(void **state)
{
	(void)state;
	for (size_t i = 0; i < 30; i++) {
		char text[128] = "";

		for (size_t k = 0; k < 20; k++)
			snprintf(text + strlen(text), 8, "zz%zu ",
				 (i + k * (i % 2 == 0 ? 1 : 3)) % 20);
		add_line(text, classes[i % 3]);
	}
	preview();
	assert_true(p->alike > 0.55 && p->alike < 1);
	assert_int_equal(p->crafted, PREVIEW_ALIKE);
	tell_crafted(told, p);
	assert_non_null(strstr(told, "its 30 scored records are copies, or have nearly the same"));
	forget(state);
	add_line("one two", "tax");
	preview();
	assert_true(p->alike == 0);
	forget(state);
	add_line("one two", "tax");
	add_line("ONE, two", "tax");
	preview();
	assert_true(fabs(p->alike - 1) < 1e-6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(
			a_file_of_records_that_help_too_much_looks_made_for_the_score, forget),
		cmocka_unit_test_teardown(records_of_the_same_words_look_made_for_the_score,
					  forget),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
