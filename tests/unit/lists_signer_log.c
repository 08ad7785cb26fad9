/* The list of the signer's decisions, from journals that wallet/ wrote. */
#include "tests/unit/wallet_journal_fixture.h"

#include <stdint.h>

#include "lists/signer_log.h"

static const struct column_span always;

static void the_newest_decisions_come_first(void **state)
{
	struct signer_log log;

	(void)state;
	write_three_lines();
	assert_int_equal(load_signer_log(&log, journal_path, 40, &always, NULL), STATUS_OK);
	assert_true(log.there);
	assert_int_equal(log.n, 3);
	assert_int_equal(log.lines, 3);
	assert_int_equal(log.cuts, 0);
	assert_int_equal(log.rows[0].line, 3);
	assert_string_equal(log.rows[0].kind, "message");
	assert_string_equal(log.rows[0].consent, "expected");
	assert_false(log.rows[0].has_nonce);
	assert_string_equal(log.rows[1].outcome, "refused");
	assert_string_equal(log.rows[1].text, "Permit2");
	assert_string_equal(log.rows[1].reason,
			    "it gives power away, and was not asked for by name");
	assert_int_equal(log.rows[2].nonce, 7);
	assert_int_equal(log.rows[2].digest.bytes[1], 1);
	release_signer_log(&log);
}

static void as_many_as_are_asked_for_are_kept(void **state)
{
	struct signer_log log;

	(void)state;
	write_three_lines();
	write_three_lines();
	for (size_t limit = 0; limit < 9; limit++) {
		size_t n = limit < 6 ? limit : 6;

		assert_int_equal(load_signer_log(&log, journal_path, limit, &always, NULL),
				 STATUS_OK);
		assert_int_equal(log.n, n);
		assert_int_equal(log.lines, 6);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(log.rows[i].line, 6 - i);
		release_signer_log(&log);
	}
	assert_int_equal(load_signer_log(&log, journal_path, SIZE_MAX, &always, NULL), STATUS_OK);
	assert_int_equal(log.n, 6);
	release_signer_log(&log);
}

static void decisions_of_other_times_are_left_out_and_take_no_place(void **state)
{
	const struct column_span late = {.from = 1790000007},
				 early = {.from = 1, .until = 1790000007};
	struct signer_log log;

	(void)state;
	write_three_lines();
	assert_int_equal(load_signer_log(&log, journal_path, 1, &late, NULL), STATUS_OK);
	assert_int_equal(log.n, 1);
	assert_int_equal(log.rows[0].line, 2);
	assert_int_equal(log.lines, 3);
	release_signer_log(&log);
	assert_int_equal(load_signer_log(&log, journal_path, 40, &early, NULL), STATUS_OK);
	assert_int_equal(log.n, 2);
	assert_int_equal(log.rows[1].line, 1);
	release_signer_log(&log);
}

static void no_journal_is_no_failure(void **state)
{
	struct signer_log log;

	(void)state;
	assert_int_equal(load_signer_log(&log, journal_path, 40, &always, NULL), STATUS_OK);
	assert_false(log.there);
	assert_int_equal(log.n, 0);
	release_signer_log(&log);
	replace_journal("", 0);
	assert_int_equal(load_signer_log(&log, journal_path, 40, &always, NULL), STATUS_OK);
	assert_true(log.there);
	assert_int_equal(log.n, 0);
	release_signer_log(&log);
}

static void damage_is_named_and_the_lines_before_it_are_there(void **state)
{
	struct signer_log log;
	struct err err = {0};
	struct buf file;

	(void)state;
	write_three_lines();
	read_journal(&file);
	file.data[file.len - 20] ^= 1;
	replace_journal(file.data, file.len);
	assert_int_equal(load_signer_log(&log, journal_path, 40, &always, &err), ERR_DAMAGED);
	assert_non_null(strstr(err.text, journal_path));
	assert_non_null(strstr(err.text, "line 3 "));
	assert_int_equal(log.n, 2);
	assert_int_equal(log.rows[0].line, 2);
	release_signer_log(&log);
	buf_release(&file);
}

static void cut_records_are_counted_and_marked(void **state)
{
	const struct journal_entry next = approved_with_nonce(8, 9);
	struct signer_log log;
	struct buf file;

	(void)state;
	write_three_lines();
	read_journal(&file);
	replace_journal(file.data, file.len - 30);
	assert_int_equal(load_signer_log(&log, journal_path, 40, &always, NULL), STATUS_OK);
	assert_int_equal(log.n, 2);
	assert_int_equal(log.cuts, 1);
	release_signer_log(&log);
	append_all(&next, 1);
	assert_int_equal(load_signer_log(&log, journal_path, 40, &always, NULL), STATUS_OK);
	assert_int_equal(log.n, 3);
	assert_int_equal(log.cuts, 1);
	assert_true(log.rows[0].after_cut);
	assert_false(log.rows[1].after_cut);
	release_signer_log(&log);
	buf_release(&file);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, journal_start, journal_stop)
	const struct CMUnitTest tests[] = {
		TEST(the_newest_decisions_come_first),
		TEST(as_many_as_are_asked_for_are_kept),
		TEST(decisions_of_other_times_are_left_out_and_take_no_place),
		TEST(no_journal_is_no_failure),
		TEST(damage_is_named_and_the_lines_before_it_are_there),
		TEST(cut_records_are_counted_and_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
