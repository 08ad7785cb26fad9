#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/config.h"
#include "base/file.h"

static char path[] = "/tmp/byline-config-XXXXXX";

static int make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static enum status read_text(struct config *c, const char *text, struct err *e)
{
	*e = (struct err){0};
	assert_int_equal(file_write(path, text, strlen(text), e), STATUS_OK);
	return config_read(c, path, e);
}

static void what_is_written_reads_back(void **state)
{
	struct config c, back;
	struct err e = {0};

	(void)state;
	assert_int_equal(config_read(&c, "/nonexistent/config.ini", &e), STATUS_OK);
	snprintf(c.network, sizeof(c.network), "openledger");
	snprintf(c.account, sizeof(c.account), "payout");
	snprintf(c.theme, sizeof(c.theme), "mono");
	c.idle_lock_s = 0;
	c.mouse = c.ascii = c.accessible = true;
	assert_int_equal(config_write(&c, path, &e), STATUS_OK);
	assert_int_equal(config_read(&back, path, &e), STATUS_OK);
	assert_string_equal(back.network, c.network);
	assert_string_equal(back.account, c.account);
	assert_string_equal(back.theme, c.theme);
	assert_int_equal(back.idle_lock_s, 0);
	assert_true(back.mouse && back.ascii && back.accessible);
}

static void a_missing_file_means_the_defaults(void **state)
{
	struct config c;
	struct err e = {0};

	(void)state;
	assert_int_equal(config_read(&c, "/tmp/byline-config-that-is-not-there", &e), STATUS_OK);
	assert_string_equal(c.network, "");
	assert_string_equal(c.theme, "default");
	assert_int_equal(c.idle_lock_s, 300);
	assert_false(c.mouse || c.ascii || c.accessible);
}

static void comments_and_blank_lines_are_allowed(void **state)
{
	struct config c;
	struct err e;

	(void)state;
	assert_int_equal(read_text(&c, "; mine\n\n# too\nidle_lock = 60\nascii=yes", &e),
			 STATUS_OK);
	assert_int_equal(c.idle_lock_s, 60);
	assert_true(c.ascii);
}

static void refuses(const char *text, const char *named)
{
	struct config c;
	struct err e;

	assert_int_equal(read_text(&c, text, &e), ERR_PARSE);
	if (strstr(e.text, path) == NULL || strstr(e.text, named) == NULL)
		fail_msg("\"%s\" does not name %s", e.text, named);
}

static void what_is_wrong_is_named_with_its_file_and_line(void **state)
{
	(void)state;
	refuses("mouse = yes\nidle_lok = 5\n", "line 2: unknown name \"idle_lok\"");
	refuses("\n\nmouse = maybe\n", "line 3: a wrong value for \"mouse\"");
	refuses("idle_lock = 86401\n", "line 1: a wrong value for \"idle_lock\"");
	refuses("idle_lock = -1\n", "line 1");
	refuses("theme = pink\n", "line 1");
	refuses("mouse = yes\nascii\n", "line 2");
	refuses("[tui]\nmouse = yes\n", "line 2: unknown name \"mouse\"");
	refuses("network = "
		"0123456789012345678901234567890123456789012345678901234567890123\n",
		"line 1: a wrong value for \"network\"");
}

/* A comment must not become an entry, wherever the parser's buffer ends in it. */
static void a_very_long_line_is_refused_whatever_its_tail_says(void **state)
{
	static const char tail[] = "network = evil\nascii = yes\n";
	char text[600];

	(void)state;
	for (size_t n = 190; n < 500; n++) {
		memset(text, 'x', n);
		memcpy(text, "; ", 2);
		memcpy(text + n, tail, sizeof(tail));
		refuses(text, "line 1 is longer");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_reads_back),
		cmocka_unit_test(a_missing_file_means_the_defaults),
		cmocka_unit_test(comments_and_blank_lines_are_allowed),
		cmocka_unit_test(what_is_wrong_is_named_with_its_file_and_line),
		cmocka_unit_test(a_very_long_line_is_refused_whatever_its_tail_says),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
