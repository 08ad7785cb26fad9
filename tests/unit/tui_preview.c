/* Records of a preview: one of them whole, some of them in a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"

static struct script t;

static bool shows(const char *text)
{
	return strstr(script_text(&t), text) != NULL;
}

static void a_previewed_record_is_shown_whole_and_scrolls(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "4 p 'notes.jsonl' Enter Enter");
	assert_int_equal(fake_app_started(t.app, "read-record"), 1);
	assert_true(shows("RECORD "));
	assert_true(shows("WORDS THAT CARRIED ITS INFLUENCE"));
	assert_true(shows("bell / for long"));
	assert_false(shows("long enough"));
	assert_false(shows("line 39 of a record"));
	script_play(&t, "PgDn PgDn");
	assert_true(shows("first line"));
	assert_true(shows("and a bell <U+0007>"));
	script_play(&t, "G");
	assert_true(shows("ALL ITS WORDS"));
	assert_true(shows("a / long enough"));
	assert_true(shows("all together"));
	script_play(&t, "PgUp k k");
	assert_true(shows("AS IT STANDS IN THE FILE"));
	assert_true(shows("{\"text\":\"first line\\nand a bell"));
	assert_true(shows("line 39 of a record"));
	script_play(&t, "g");
	assert_true(shows("Influence"));
	script_close(&t);
	/* The figures stay when the file is gone. */
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	fake_app_fail(t.app, "read-record", ERR_CHANGED, "notes.jsonl has changed");
	script_play(&t, "4 p 'notes.jsonl' Enter Enter");
	assert_true(shows("Influence"));
	assert_true(shows("notes.jsonl has changed"));
	script_close(&t);
}

static void marked_records_are_kept_in_a_file_that_is_asked_for(void **state)
{
	char first[8], second[8];

	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "4 p 'notes.jsonl' Enter Space Space");
	snprintf(first, sizeof(first), " %llu", (unsigned long long)t.d->preview->rows[0].index);
	snprintf(second, sizeof(second), " %llu", (unsigned long long)t.d->preview->rows[1].index);
	script_play(&t, "K");
	assert_true(shows("2 of 96 records are marked"));
	assert_true(shows("notes-draft-kept.jsonl"));
	script_play(&t, "Tab Ctrl-U '/tmp/kept.jsonl' Tab Enter");
	assert_int_equal(fake_app_started(t.app, "keep"), 1);
	assert_non_null(strstr(fake_app_text(t.app), "/tmp/kept.jsonl: "));
	assert_non_null(strstr(fake_app_text(t.app), first));
	assert_non_null(strstr(fake_app_text(t.app), second));
	/* A file is overwritten only when that is chosen. */
	fake_app_fail(t.app, "keep", ERR_EXISTS, "/tmp/kept.jsonl is there already");
	script_play(&t, "K Tab Ctrl-U '/tmp/kept.jsonl' Tab Enter");
	assert_true(shows("is there already"));
	fake_app_fail(t.app, "keep", STATUS_OK, "");
	script_play(&t, "Right Enter");
	assert_non_null(strstr(fake_app_text(t.app), "/tmp/kept.jsonl!: "));
	script_close(&t);
}

/* The first record of a preview, by number, whose label looks wrong or does not. */
static uint64_t first_that(bool looks_wrong)
{
	const struct preview *p = t.d->preview;
	uint64_t first = UINT64_MAX;

	for (size_t i = 0; i < p->n_rows; i++)
		if (p->rows[i].suspicious == looks_wrong && p->rows[i].index < first)
			first = p->rows[i].index;
	return first;
}

static bool keeps(uint64_t record)
{
	char number[32], last[32];
	const char *text = fake_app_text(t.app);

	snprintf(number, sizeof(number), " %llu ", (unsigned long long)record);
	snprintf(last, sizeof(last), ": %llu ", (unsigned long long)record);
	return strstr(text, number) != NULL || strstr(text, last) != NULL;
}

static void two_keys_drop_what_hurts_and_what_looks_wrong(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "4 p 'bad.jsonl' Enter w");
	assert_true(shows("Without what looks wrong 75 records stay"));
	assert_true(shows("all but what looks wrong"));
	script_play(&t, "Tab Ctrl-U '/tmp/kept.jsonl' Tab Enter");
	assert_int_equal(fake_app_started(t.app, "keep"), 1);
	assert_false(keeps(first_that(true)));
	assert_true(keeps(first_that(false)));
	script_play(&t, "x");
	assert_true(shows("Without what hurts 47 records stay"));
	script_play(&t, "Tab Ctrl-U '/tmp/kept.jsonl' Tab Enter");
	assert_int_equal(fake_app_started(t.app, "keep"), 2);
	for (uint64_t i = 0; i < 8; i++)
		for (size_t k = 0; k < t.d->preview->n_rows; k++) {
			const struct preview_row *r = &t.d->preview->rows[k];

			if (r->index == i)
				assert_true(keeps(i) == (r->unknown_label || r->influence >= 0));
		}
	script_close(&t);
}

/* C with marks: the others, in a new file, and then the commitment to that file. */
static void the_rest_is_committed_to_by_way_of_a_new_file(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "4 p 'notes.jsonl' Enter Space Space C");
	assert_true(shows("COMMIT TO WHAT STAYS"));
	assert_true(shows("not marked"));
	assert_false(shows("overwrite"));
	fake_app_fail(t.app, "keep", ERR_EXISTS, "/tmp/rest.jsonl is there already");
	script_play(&t, "Tab Ctrl-U '/tmp/rest.jsonl' Enter");
	assert_true(shows("is there already"));
	assert_false(shows("COMMIT TO A DATASET"));
	fake_app_fail(t.app, "keep", STATUS_OK, "");
	script_play(&t, "Enter");
	assert_int_equal(fake_app_started(t.app, "keep"), 2);
	assert_non_null(strstr(fake_app_text(t.app), "/tmp/rest.jsonl: "));
	assert_false(keeps(t.d->preview->rows[0].index));
	assert_false(keeps(t.d->preview->rows[1].index));
	assert_true(shows("COMMIT TO A DATASET"));
	assert_true(shows("/tmp/rest.jsonl"));
	/* Once written, it is not written again; with other marks it is. */
	script_play(&t, "Esc C");
	assert_int_equal(fake_app_started(t.app, "keep"), 2);
	assert_true(shows("/tmp/rest.jsonl"));
	script_play(&t, "Esc Space C");
	assert_true(shows("COMMIT TO WHAT STAYS"));
	script_close(&t);
}

static void a_drop_that_was_written_is_what_is_committed_to(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "4 p 'bad.jsonl' Enter C");
	assert_true(shows("COMMIT TO A DATASET"));
	assert_true(shows("/home/ada/data/notes-draft.jsonl"));
	script_play(&t, "Esc w Tab Ctrl-U '/tmp/kept.jsonl' Tab Enter");
	assert_true(shows("commit to the records that stay"));
	script_play(&t, "C");
	assert_true(shows("COMMIT TO A DATASET"));
	assert_true(shows("/tmp/kept.jsonl"));
	/* The next preview has nothing kept. */
	script_play(&t, "Esc p Ctrl-U 'notes.jsonl' Enter C");
	assert_true(shows("/home/ada/data/notes-draft.jsonl"));
	script_close(&t);
}

static void a_label_that_looks_alike_is_mapped_only_once_it_is_confirmed(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "4 p 'renamed.jsonl' Enter");
	assert_string_equal(fake_app_text(t.app), "renamed.jsonl");
	assert_true(shows("NOT FOR THIS MODEL"));
	assert_true(shows("say which mean the same"));
	script_play(&t, "M");
	assert_true(shows("LABELS FOR mail-filter 7"));
	assert_true(shows("proposed: is it the same?"));
	script_play(&t, "Esc");
	assert_int_equal(fake_app_started(t.app, "preview"), 1);
	script_play(&t, "M Enter");
	assert_int_equal(fake_app_started(t.app, "preview"), 2);
	assert_string_equal(fake_app_text(t.app), "/home/ada/data/notes-draft.jsonl|Spam=spam ");
	assert_false(shows("LABELS FOR"));
	assert_false(shows("NOT FOR THIS MODEL"));
	script_play(&t, "M");
	assert_true(shows("the model has all labels of the file"));
	script_close(&t);
}

static void what_is_not_there_cannot_be_dropped_or_committed_to(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "4 p 'crafted.jsonl' Enter w");
	assert_true(shows("no label of the file looks wrong"));
	script_close(&t);
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "4 p 'foreign.jsonl' Enter x");
	assert_true(shows("no record of the file hurts"));
	script_play(&t, "C");
	assert_true(shows("there is nothing to commit to"));
	assert_true(shows("NOT FOR THIS MODEL"));
	script_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_previewed_record_is_shown_whole_and_scrolls),
		cmocka_unit_test(marked_records_are_kept_in_a_file_that_is_asked_for),
		cmocka_unit_test(two_keys_drop_what_hurts_and_what_looks_wrong),
		cmocka_unit_test(a_label_that_looks_alike_is_mapped_only_once_it_is_confirmed),
		cmocka_unit_test(the_rest_is_committed_to_by_way_of_a_new_file),
		cmocka_unit_test(a_drop_that_was_written_is_what_is_committed_to),
		cmocka_unit_test(what_is_not_there_cannot_be_dropped_or_committed_to),
	};
	struct err e;

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
