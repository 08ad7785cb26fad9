/*
 * The dashboard as a process on terminals of many kinds and sizes. Figures are fakes; the program
 * is tests/screens/dashboard.c, whose path is the argument.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/harness/pty.h"
#include "tests/screens/fixture.h"

#define CLOCK "BYLINE_CLOCK=" FIXTURE_NOW_TEXT

static const char *program;

static struct pty *open_dashboard(const char *kind, const char *const *env, int rows, int cols)
{
	static const char *const usual[] = {CLOCK, NULL};
	const char *argv[] = {program, kind, NULL};

	return pty_start(argv, env != NULL ? env : usual, rows, cols);
}

static void resizing_goes_through_every_size(void **state)
{
	static const int sizes[][2] = {{1, 1},	   {2, 3},   {5, 20}, {10, 40},
				       {200, 500}, {24, 80}, {7, 31}, {40, 120}};
	struct pty *p = open_dashboard("hostile", NULL, 24, 80);

	(void)state;
	assert_true(pty_sync(p));
	for (int round = 0; round < 4; round++)
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			pty_resize(p, sizes[i][0], sizes[i][1]);
			if (round > 1)
				assert_true(pty_sync(p));
		}
	/* The last frame seen may have an earlier size. */
	assert_true(pty_wait(p, "NETWORK"));
	assert_true(pty_wait(p, "NEXT"));
	pty_keys(p, "q");
	assert_int_equal(pty_exit(p), 0);
	pty_free(p);
}

static void five_rows_of_twenty_get_a_sentence_until_there_are_more(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 5, 20);

	(void)state;
	assert_true(pty_sync(p));
	assert_true(pty_has(p, "claimable 128.402"));
	assert_true(pty_has(p, "too small"));
	pty_keys(p, "c");
	assert_true(pty_has(p, "larger window"));
	pty_keys(p, "Esc");
	pty_resize(p, 24, 80);
	assert_true(pty_sync(p));
	assert_true(pty_has(p, "SINCE YOU LAST LOOKED"));
	pty_resize(p, 5, 20);
	assert_true(pty_sync(p));
	assert_true(pty_has(p, "too small"));
	pty_keys(p, "q");
	assert_int_equal(pty_exit(p), 0);
	pty_free(p);
}

static void a_storm_of_resizes_ends_in_the_frame_of_the_last(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);

	(void)state;
	assert_true(pty_sync(p));
	for (int i = 0; i < 100; i++) {
		pty_resize(p, 10 + i % 30, 40 + i % 80);
		kill(pty_pid(p), SIGWINCH);
	}
	pty_resize(p, 40, 120);
	assert_true(pty_wait(p, "NETWORK"));
	pty_keys(p, "2");
	assert_true(pty_has(p, "committed to from this vault"));
	pty_keys(p, "q");
	assert_int_equal(pty_exit(p), 0);
	pty_free(p);
}

static void a_vt100_gets_the_same_text_without_a_colour(void **state)
{
	static const char *const env[] = {CLOCK, "TERM=vt100", NULL};
	struct pty *p = open_dashboard("full", env, 24, 80);
	size_t len;

	(void)state;
	assert_true(pty_sync(p));
	assert_true(pty_has(p, "128.402 913 OPEN ✓"));
	pty_keys(p, "2 j");
	assert_true(pty_has(p, "2 of 5"));
	/* The accent is cyan on terminals with colours. */
	assert_null(strstr(pty_written(p, &len), "\033[36m"));
	pty_keys(p, "q");
	assert_int_equal(pty_exit(p), 0);
	pty_free(p);
}

static void a_dumb_terminal_is_refused_in_one_line(void **state)
{
	static const char *const env[] = {CLOCK, "TERM=dumb", NULL};
	struct pty *p = open_dashboard("full", env, 24, 80);

	(void)state;
	assert_int_not_equal(pty_exit(p), 0);
	assert_true(pty_has(p, "dumb"));
	assert_false(pty_alternate(p));
	pty_free(p);
}

static void no_color_shows_the_same_text(void **state)
{
	static const char *const mono[] = {CLOCK, "NO_COLOR=1", NULL};
	struct pty *p = open_dashboard("full", NULL, 24, 80),
		   *q = open_dashboard("full", mono, 24, 80);
	const char *written;
	char *text;
	size_t len;

	(void)state;
	assert_true(pty_sync(p));
	assert_true(pty_sync(q));
	text = strdup(pty_text(p));
	assert_non_null(text);
	assert_string_equal(text, pty_text(q));
	written = pty_written(q, &len);
	assert_null(strstr(written, "\033[36m"));
	written = pty_written(p, &len);
	assert_non_null(strstr(written, "\033[36m"));
	free(text);
	pty_free(p);
	pty_free(q);
}

static void an_unknown_terminal_is_drawn_as_a_common_one(void **state)
{
	static const char *const env[] = {CLOCK, "TERM=xterm-from-the-future", NULL};
	struct pty *p = open_dashboard("full", env, 24, 80);

	(void)state;
	assert_true(pty_sync(p));
	assert_true(pty_has(p, "drawing as xterm-256color"));
	assert_true(pty_has(p, "128.402 913"));
	pty_free(p);
}

static void a_locale_without_utf8_gets_ascii(void **state)
{
	static const char *const env[] = {CLOCK, "LANG=C", NULL};
	struct pty *p = open_dashboard("hostile", env, 24, 80);

	(void)state;
	assert_true(pty_sync(p));
	assert_true(pty_has(p, "128.402 913 OPEN +"));
	for (const char *c = pty_text(p); *c != '\0'; c++)
		assert_true((unsigned char)*c < 0x80);
	pty_free(p);
}

static void without_a_terminal_it_says_so_in_one_line(void **state)
{
	char command[512], line[256] = "";
	FILE *f;

	(void)state;
	snprintf(command, sizeof(command), "%s full 2>&1 </dev/null", program);
	f = popen(command, "r");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	assert_non_null(strstr(line, "needs a terminal"));
	assert_null(strchr(line, '\033'));
	assert_int_equal(WEXITSTATUS(pclose(f)), 2);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resizing_goes_through_every_size),
		cmocka_unit_test(five_rows_of_twenty_get_a_sentence_until_there_are_more),
		cmocka_unit_test(a_storm_of_resizes_ends_in_the_frame_of_the_last),
		cmocka_unit_test(a_vt100_gets_the_same_text_without_a_colour),
		cmocka_unit_test(a_dumb_terminal_is_refused_in_one_line),
		cmocka_unit_test(no_color_shows_the_same_text),
		cmocka_unit_test(an_unknown_terminal_is_drawn_as_a_common_one),
		cmocka_unit_test(a_locale_without_utf8_gets_ascii),
		cmocka_unit_test(without_a_terminal_it_says_so_in_one_line),
	};

	int failed;

	if (argc != 2) {
		fprintf(stderr, "usage: %s DASHBOARD\n", argv[0]);
		return 2;
	}
	program = argv[1];
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	printf("terminals: %d passed, %d failed\n",
	       (int)(sizeof(tests) / sizeof(tests[0])) - failed, failed);
	return failed != 0;
}
