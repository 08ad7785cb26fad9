/* Words that a model's outputs share with records. */
#include "tests/unit/app_fixture.h"

#include <math.h>

#include "models/outputs.h"

/* 16 words, all different: each is one of 16, which is 4 bits. */
#define RECORDS                                     \
	"one two three four five six seven eight\n" \
	"nine ten eleven twelve thirteen fourteen fifteen sixteen\n"

static struct outputs_preview *compare(const char *records, const char *outputs)
{
	struct outputs_preview *p;
	struct task task = {0};

	assert_ok(preview_outputs(&task, &p, put_text("records.txt", records), NULL,
				  put_text("outputs.jsonl", outputs), &err));
	return p;
}

static void an_output_is_attributed_to_the_record_that_it_repeats(void **state)
{
	struct outputs_preview *p = compare(
		RECORDS, "{\"text\":\"I said: Ten, eleven; TWELVE thirteen\\nfourteen fifteen.\"}\n"
			 "{\"text\":\"nothing of it\"}\n");

	(void)state;
	assert_int_equal(p->records, 2);
	assert_int_equal(p->outputs, 2);
	assert_int_equal(p->words, 11);
	assert_int_equal(p->shared, 6);
	assert_true(fabs(p->bits - 24) < 1e-9);
	assert_int_equal(p->n_matched_records, 1);
	assert_int_equal(p->matched_records[0].record, 1);
	assert_int_equal(p->matched_records[0].matches, 1);
	assert_true(fabs(p->matched_records[0].bits - 24) < 1e-9);
	assert_string_equal(p->matched_records[0].text,
			    "nine ten eleven twelve thirteen fourteen fifteen sixteen");
	assert_int_equal(p->n_matched_outputs, 1);
	assert_int_equal(p->matched_outputs[0].output, 0);
	assert_int_equal(p->matched_outputs[0].words, 8);
	assert_int_equal(p->matched_outputs[0].shared, 6);
	assert_int_equal(p->matched_outputs[0].record, 1);
	assert_memory_equal(p->matched_outputs[0].run, "Ten, eleven; TWELVE", 19);
	free_outputs_preview(p);
}

static void a_run_that_many_records_have_is_shared_among_them(void **state)
{
	struct outputs_preview *p =
		compare("a b c d e f\na b c d e f\ng h i j\n", "a b c d e f\nand a b c d e f\n");

	(void)state;
	assert_int_equal(p->n_matched_records, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(p->matched_records[i].record, i);
		assert_int_equal(p->matched_records[i].matches, 2);
		/* Each of the words is 2 of 16: 3 bits. Two runs of six, halved. */
		assert_true(fabs(p->matched_records[i].bits - 18) < 1e-9);
	}
	assert_true(fabs(p->bits - 36) < 1e-9);
	free_outputs_preview(p);
}

static void fewer_words_in_a_row_than_the_least_are_not_counted(void **state)
{
	struct outputs_preview *p = compare(RECORDS, "one two three four five, and seven eight\n");

	(void)state;
	assert_int_equal(p->words, 8);
	assert_int_equal(p->shared, 0);
	assert_int_equal(p->n_matched_records, 0);
	assert_int_equal(p->n_matched_outputs, 0);
	free_outputs_preview(p);
}

static void stop_at(void *user, const struct task_progress *progress)
{
	struct task *task = user;

	if (strcmp(progress->what, "sorting") == 0)
		atomic_store(&task->cancel, true);
}

static void a_comparison_can_be_cancelled_while_it_sorts(void **state)
{
	size_t len = 4 * MIB;
	char *text = malloc(len + 1);
	struct outputs_preview *p;
	struct task task = {.on_progress = stop_at, .user = &task};

	(void)state;
	for (size_t i = 0; i < len; i++)
		text[i] = i % 1000 == 999 ? '\n' : (char)('a' + i * i % 7);
	text[len] = '\0';
	assert_int_equal(preview_outputs(&task, &p, put_text("large.txt", text), NULL,
					 put_text("outputs.txt", "one\n"), &err),
			 ERR_CANCELLED);
	assert_null(p);
	free(text);
}

static void what_cannot_be_compared_is_refused_and_named(void **state)
{
	struct outputs_preview *p;
	struct task task = {0};
	const char *records = put_text("records.txt", RECORDS);

	(void)state;
	assert_int_equal(preview_outputs(&task, &p, records, "tables", records, &err), ERR_USAGE);
	assert_int_equal(preview_outputs(&task, &p, records, NULL, in_folder("gone"), &err),
			 ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "gone"));
	assert_int_equal(preview_outputs(&task, &p, records, NULL, put_text("empty.txt", ""), &err),
			 ERR_NOT_FOUND);
	assert_null(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_output_is_attributed_to_the_record_that_it_repeats),
		cmocka_unit_test(a_run_that_many_records_have_is_shared_among_them),
		cmocka_unit_test(fewer_words_in_a_row_than_the_least_are_not_counted),
		cmocka_unit_test(a_comparison_can_be_cancelled_while_it_sorts),
		cmocka_unit_test(what_cannot_be_compared_is_refused_and_named),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
