/* The signer's journal comes back from a backup, and no journal that is here loses a byte. */
#include "tests/unit/backup_fixture.h"

#include "backup/drill.h"
#include "backup/saved_journal.h"
#include "tests/unit/wallet_journal_fixture.h"

static struct app *owner; /* its journal has three lines, and owner.json them */
static struct buf saved;  /* those lines */

/* Makes the journal of an app that of the fixture's functions. */
static void take_journal_of(const struct app *app)
{
	snprintf(journal_path, sizeof(journal_path), "%s", app_paths(app)->journal);
}

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	owner = open_offline("owner");
	take_journal_of(owner);
	write_three_lines();
	read_journal(&saved);
	save(owner, "owner.json");
	return 0;
}

static int stop(void **state)
{
	buf_release(&saved);
	close_app(owner);
	return folder_remove(state);
}

/* An app whose journal is `len` bytes at `data`; NULL: there is none. */
static struct app *with_journal(const char *name, const void *data, size_t len)
{
	struct app *app = open_empty(name);

	take_journal_of(app);
	if (data != NULL)
		replace_journal(data, len);
	return app;
}

/* Restores owner.json, and compares the counts of its lines and whether there is a note. */
static void restore_expecting(struct app *app, uint64_t added, uint64_t there, uint64_t left_out)
{
	struct backup_report report;
	const struct backup_tally *tally = &report.parts[BACKUP_DECISIONS];

	assert_ok(restore(app, &report, "owner.json", NULL));
	assert_int_equal(tally->added, added);
	assert_int_equal(tally->there, there);
	assert_int_equal(tally->left_out, left_out);
	assert_int_equal(json_count(report.notes), left_out > 0);
	report_release(&report);
}

static void expect_file(const char *suffix, const void *data, size_t len)
{
	char path[sizeof(journal_path) + 16];
	struct buf file;

	snprintf(path, sizeof(path), "%s%s", journal_path, suffix);
	buf_init(&file, MIB);
	assert_ok(file_read(&file, path, &err));
	assert_int_equal(file.len, len);
	assert_memory_equal(file.data, data, len);
	buf_release(&file);
}

static void it_comes_back_byte_for_byte_and_a_second_time_is_there(void **state)
{
	struct app *app = with_journal("whole", NULL, 0);

	(void)state;
	restore_expecting(app, 3, 0, 0);
	expect_file("", saved.data, saved.len);
	restore_expecting(app, 0, 3, 0);
	expect_file("", saved.data, saved.len);
	close_app(app);
}

static void a_journal_that_the_backup_continues_gets_what_it_lacks(void **state)
{
	const uint8_t *second = (const uint8_t *)memchr(saved.data, '\n', saved.len) + 1;
	struct app *app = with_journal("front", saved.data, (size_t)(second - saved.data));

	(void)state;
	restore_expecting(app, 2, 1, 0);
	expect_file("", saved.data, saved.len);
	close_app(app);
}

static void a_longer_journal_stays(void **state)
{
	const struct journal_entry next = approved_with_nonce(8, 9);
	struct app *app = with_journal("longer", saved.data, saved.len);
	struct buf longer;

	(void)state;
	append_all(&next, 1);
	read_journal(&longer);
	restore_expecting(app, 0, 3, 0);
	expect_file("", longer.data, longer.len);
	buf_release(&longer);
	close_app(app);
}

/* Another history, a damaged one, and one that ends in a cut record. */
static void a_journal_that_went_on_otherwise_stays_and_the_saved_one_is_beside_it(void **state)
{
	const char *const names[] = {"other", "damaged", "cut"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct app *app = with_journal(names[i], saved.data, saved.len);
		struct journal_entry entry = refused_document();
		struct buf here;

		if (i == 0) {
			assert_int_equal(truncate(journal_path, 0), 0);
			append_all(&entry, 1);
		} else if (i == 1) {
			saved.data[saved.len - 9] ^= 1;
			replace_journal(saved.data, saved.len);
			saved.data[saved.len - 9] ^= 1;
		} else {
			replace_journal(saved.data, saved.len - 9);
		}
		read_journal(&here);
		restore_expecting(app, 0, 0, 3);
		expect_file("", here.data, here.len);
		expect_file(".backup", saved.data, saved.len);
		/* Again: nothing is overwritten. */
		restore_expecting(app, 0, 0, 3);
		expect_file(".backup", saved.data, saved.len);
		buf_release(&here);
		close_app(app);
	}
}

static void the_sound_lines_of_a_damaged_journal_are_saved_and_the_rest_is_named(void **state)
{
	struct app *app = with_journal("rest", saved.data, saved.len);
	struct backup_report report;

	(void)state;
	saved.data[saved.len - 9] ^= 1;
	replace_journal(saved.data, saved.len);
	saved.data[saved.len - 9] ^= 1;
	assert_ok(write_backup(app, &report, in_folder("rest.json"), &err));
	assert_int_equal(report.parts[BACKUP_DECISIONS].added, 2);
	assert_non_null(strstr(json_text(json_first(report.notes)), "line 3 "));
	report_release(&report);
	close_app(app);
}

static void altered_swapped_and_missing_lines_are_refused(void **state)
{
	struct json *content = json_new_object();
	struct buf text;
	const uint8_t *second = (const uint8_t *)memchr(saved.data, '\n', saved.len) + 1;
	const uint8_t *third = (const uint8_t *)memchr(second, '\n', 4096) + 1;
	struct json *lines = json_new_array();

	(void)state;
	buf_init(&text, MIB);
	json_add_hex(lines, NULL, second, (size_t)(third - second) - 1);
	json_add(content, "decisions", lines);
	assert_int_equal(read_saved_journal(&text, content, &err), ERR_PARSE);
	json_free(content);
	content = json_new_object();
	lines = json_new_array();
	saved.data[100] ^= 1;
	json_add_hex(lines, NULL, saved.data, (size_t)(second - saved.data) - 1);
	saved.data[100] ^= 1;
	json_add(content, "decisions", lines);
	assert_int_equal(read_saved_journal(&text, content, &err), ERR_PARSE);
	json_free(content);
	content = json_new_object();
	json_add_text(content, "decisions", "0x00");
	assert_int_equal(read_saved_journal(&text, content, &err), ERR_PARSE);
	json_free(content);
	buf_release(&text);
}

static void the_drill_compares_the_lines(void **state)
{
	const struct journal_entry next = approved_with_nonce(8, 9);
	struct app *app = with_journal("drilled", saved.data, saved.len);
	struct drill drill;

	(void)state;
	save(app, "drilled.json");
	append_all(&next, 1);
	assert_ok(drill_backup(app, &drill, in_folder("drilled.json"), NULL, &err));
	assert_int_equal(drill.parts[BACKUP_DECISIONS].here, 4);
	assert_int_equal(drill.parts[BACKUP_DECISIONS].comes_back, 3);
	assert_int_equal(drill.parts[BACKUP_DECISIONS].missing, 1);
	release_drill(&drill);
	close_app(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_comes_back_byte_for_byte_and_a_second_time_is_there),
		cmocka_unit_test(a_journal_that_the_backup_continues_gets_what_it_lacks),
		cmocka_unit_test(a_longer_journal_stays),
		cmocka_unit_test(
			a_journal_that_went_on_otherwise_stays_and_the_saved_one_is_beside_it),
		cmocka_unit_test(
			the_sound_lines_of_a_damaged_journal_are_saved_and_the_rest_is_named),
		cmocka_unit_test(altered_swapped_and_missing_lines_are_refused),
		cmocka_unit_test(the_drill_compares_the_lines),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
