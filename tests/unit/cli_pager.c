/* Nothing of what a person signs by is pushed off the screen unread. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/pager.h"

static void folds(const char *text, int columns, const char *wanted)
{
	struct buf out;

	buf_init(&out, 1 * MIB);
	cmd_pager_fold(&out, text, columns);
	assert_string_equal(buf_str(&out), wanted);
	buf_release(&out);
}

static void a_line_that_is_too_wide_goes_on_below(void **state)
{
	(void)state;
	folds("short\nx\n", 20, "short\nx\n");
	folds("01234567890123456789\n", 20, "01234567890123456789\n");
	folds("0123456789012345678901234567890123456789\n", 20,
	      "01234567890123456789\n  . 0123456789012345\n  . 6789\n");
	/* A blank at the fold stays where it is, so that two texts that differ look different. */
	folds("0123456789012345678 x\n", 20, "0123456789012345678 \n  . x\n");
	folds("01234567890123456789x\n", 20, "01234567890123456789\n  . x\n");
	/* Letters of two cells are not cut in the middle. */
	folds("0123456789012345678\xE4\xBD\xA0!\n", 20, "0123456789012345678\n  . \xE4\xBD\xA0!\n");
	folds("", 20, "");
	folds("no end", 20, "no end\n");
}

/* Two messages that differ by blanks alone never fold to the same lines. */
static void texts_that_differ_fold_differently(void **state)
{
	(void)state;
	for (size_t i = 0; i < 60; i++) {
		for (size_t j = 0; j < i; j++) {
			struct buf out[2];

			for (size_t k = 0; k < 2; k++) {
				size_t at = k == 0 ? i : j;
				struct buf text;

				buf_init(&text, 1 * KIB);
				buf_init(&out[k], 1 * KIB);
				for (size_t n = 0; n < 60; n++)
					buf_addf(&text, "%s%c", n == at ? " " : "",
						 (char)('a' + n % 26));
				cmd_pager_fold(&out[k], buf_str(&text), 23);
				buf_release(&text);
			}
			assert_string_not_equal(buf_str(&out[0]), buf_str(&out[1]));
			buf_release(&out[0]);
			buf_release(&out[1]);
		}
	}
}

/* A reader on a terminal of 12 lines and 60 columns. */
struct reader {
	int fd;
	pid_t child;
	char seen[64 * KIB];
	size_t len;
};

static void start_reading(struct reader *r, size_t lines, bool asks)
{
	struct winsize size = {.ws_row = 12, .ws_col = 60};

	*r = (struct reader){0};
	r->child = forkpty(&r->fd, NULL, NULL, &size);
	assert_true(r->child >= 0);
	if (r->child == 0) {
		const struct cli cli = {.json = false};
		struct buf text;
		enum status s;

		buf_init(&text, 1 * MIB);
		for (size_t i = 1; i <= lines; i++)
			buf_addf(&text, "line %zu\n", i);
		s = cmd_pager_print(&cli, &text, stdout, asks, NULL);
		buf_release(&text);
		printf("the question\n");
		fflush(stdout);
		_exit(s == STATUS_OK ? 0 : 6);
	}
}

/* Reads until `text` came, or the program ended. */
static bool wait_for(struct reader *r, const char *text)
{
	for (;;) {
		ssize_t got;

		if (strstr(r->seen, text) != NULL)
			return true;
		got = read(r->fd, r->seen + r->len, sizeof(r->seen) - 1 - r->len);
		if (got <= 0)
			return false;
		r->len += (size_t)got;
	}
}

static int exit_code(struct reader *r)
{
	int status = 0;

	wait_for(r, "\1");
	assert_int_equal(waitpid(r->child, &status, 0), r->child);
	close(r->fd);
	return WEXITSTATUS(status);
}

static void a_text_of_many_pages_stops_after_each(void **state)
{
	static struct reader r;
	size_t stops = 0;

	(void)state;
	start_reading(&r, 40, true);
	for (; stops < 3; stops++) {
		char more[40];

		/* 11 lines, then the question; the next page has 11 again. */
		snprintf(more, sizeof(more), "-- %zu more lines", 40 - 11 * (stops + 1));
		assert_true(wait_for(&r, more));
		assert_null(strstr(r.seen, "the question"));
		assert_int_equal(write(r.fd, "\n", 1), 1);
	}
	assert_true(wait_for(&r, "the question"));
	assert_non_null(strstr(r.seen, "line 40"));
	assert_int_equal(exit_code(&r), 0);
}

static void whoever_stops_reading_signs_nothing(void **state)
{
	static struct reader r;

	(void)state;
	start_reading(&r, 40, true);
	assert_true(wait_for(&r, "more lines"));
	assert_int_equal(write(r.fd, "q\n", 2), 2);
	assert_int_equal(exit_code(&r), 6);
	assert_null(strstr(r.seen, "line 12"));
}

static void a_short_text_and_one_without_a_question_do_not_stop(void **state)
{
	static struct reader r;

	(void)state;
	start_reading(&r, 11, true);
	assert_true(wait_for(&r, "the question"));
	assert_null(strstr(r.seen, "more lines"));
	assert_int_equal(exit_code(&r), 0);
	start_reading(&r, 40, false);
	assert_true(wait_for(&r, "the question"));
	assert_null(strstr(r.seen, "more lines"));
	assert_int_equal(exit_code(&r), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_that_is_too_wide_goes_on_below),
		cmocka_unit_test(texts_that_differ_fold_differently),
		cmocka_unit_test(a_text_of_many_pages_stops_after_each),
		cmocka_unit_test(whoever_stops_reading_signs_nothing),
		cmocka_unit_test(a_short_text_and_one_without_a_question_do_not_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
