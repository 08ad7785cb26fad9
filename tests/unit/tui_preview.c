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
	assert_true(shows("first line"));
	assert_true(shows("and a bell <U+0007>"));
	assert_false(shows("line 39 of a record"));
	script_play(&t, "G");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_previewed_record_is_shown_whole_and_scrolls),
		cmocka_unit_test(marked_records_are_kept_in_a_file_that_is_asked_for),
	};
	struct err e;

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
