/* Outcomes of one set after another, and their end when the task is cancelled. */
#define TRIALS 100

#include "tests/unit/publish_fixture.h"

#include "models/foresee.h"

#define ADDED 40

static struct corpus added;

static int begin(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(corpus_init(&added, &f.artifact.recipe, &f.artifact.labels, &e),
			 STATUS_OK);
	add_texts(&added, ADDED, 11, false);
	return 0;
}

static int end(void **state)
{
	(void)state;
	corpus_release(&added);
	return 0;
}

static void begin_with_all(struct foresight *out, struct task *task)
{
	struct err e = {0};

	assert_int_equal(begin_foresight(out, &f.artifact, task, &e), STATUS_OK);
	for (uint32_t i = 0; i < ADDED; i++)
		assert_int_equal(add_foresight(out, corpus_row(&added, i), added.label[i], i, &e),
				 STATUS_OK);
}

static bool is_clean(const void *user, uint32_t record)
{
	(void)user;
	return record % 5 != 0;
}

/* The second outcome begins near the first one, and is the same as if it were the first. */
static void an_outcome_is_the_same_whichever_comes_before(void **state)
{
	struct task task = {0};
	struct foresight one, other;
	struct preview_outcome all, after, alone;
	struct err e = {0};

	(void)state;
	begin_with_all(&one, &task);
	assert_int_equal(foresee(&all, &one, NULL, NULL, &e), STATUS_OK);
	assert_int_equal(foresee(&after, &one, is_clean, NULL, &e), STATUS_OK);
	begin_with_all(&other, &task);
	assert_int_equal(foresee(&alone, &other, is_clean, NULL, &e), STATUS_OK);
	assert_true(after.known && alone.known && after.has_share && alone.has_share);
	assert_int_equal(after.records, ADDED - ADDED / 5);
	assert_true(fabs(after.change - alone.change) < 1e-6);
	assert_true(fabs(after.low - alone.low) < 1e-6 && fabs(after.high - alone.high) < 1e-6);
	assert_true(fabs(after.share / alone.share - 1) < 1e-4);
	/* Another set it is. */
	assert_true(fabs(all.change - alone.change) > 1e-3);
	end_foresight(&one);
	end_foresight(&other);
}

static void a_cancelled_task_ends_an_outcome(void **state)
{
	struct task task = {0};
	struct foresight foresight;
	struct preview_outcome out;
	struct err e = {0};

	(void)state;
	begin_with_all(&foresight, &task);
	task.cancel = true;
	assert_int_equal(foresee(&out, &foresight, NULL, NULL, &e), ERR_CANCELLED);
	assert_string_equal(e.text, "cancelled");
	task.cancel = false;
	assert_int_equal(foresee(&out, &foresight, NULL, NULL, &e), STATUS_OK);
	assert_true(out.known);
	end_foresight(&foresight);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_outcome_is_the_same_whichever_comes_before,
						begin, end),
		cmocka_unit_test_setup_teardown(a_cancelled_task_ends_an_outcome, begin, end),
	};

	return cmocka_run_group_tests(tests, publish_once, release_all);
}
