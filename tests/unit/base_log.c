#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"

static char dir[] = "/tmp/byline-log-XXXXXX";
static char path[sizeof(dir) + 8], old[sizeof(path) + 2];

static int enter(void **state)
{
	(void)state;
	setenv("BYLINE_CLOCK", "1795269731", 1);
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/log", dir);
	snprintf(old, sizeof(old), "%s.1", path);
	return 0;
}

static int leave(void **state)
{
	(void)state;
	return rmdir(dir);
}

static void holds(const char *expected)
{
	struct buf b;

	buf_init(&b, 1 * MIB);
	assert_int_equal(file_read(&b, path, NULL), STATUS_OK);
	assert_string_equal(buf_str(&b), expected);
	buf_release(&b);
}

static void an_event_is_one_clean_line_that_only_the_owner_reads(void **state)
{
	struct stat st;
	struct log *log;

	(void)state;
	assert_int_equal(log_open(&log, path, NULL), STATUS_OK);
	log_line(log, "sync", "%s says %s", "carol", "\x1b]0;x\a\nnext: forged");
	log_close(log);
	assert_int_equal(log_open(&log, path, NULL), STATUS_OK);
	log_line(log, "sync", "again");
	log_close(log);
	holds("2026-11-21T14:02:11Z sync: carol says \xEF\xBF\xBD]0;x\xEF\xBF\xBD next: forged\n"
	      "2026-11-21T14:02:11Z sync: again\n");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(unlink(path), 0);
}

static void a_large_log_is_set_aside_once(void **state)
{
	struct stat st;
	struct log *log;

	(void)state;
	assert_int_equal(log_open(&log, path, NULL), STATUS_OK);
	log_close(log);
	assert_int_equal(truncate(path, 4 * 1024 * 1024), 0);
	assert_int_equal(log_open(&log, path, NULL), STATUS_OK);
	log_close(log);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 0);
	assert_int_equal(stat(old, &st), 0);
	assert_int_equal(st.st_size, 4 * 1024 * 1024);
	assert_int_equal(unlink(old), 0);
	assert_int_equal(unlink(path), 0);
}

static void no_log_drops_all_lines(void **state)
{
	struct log *log;

	(void)state;
	assert_int_equal(log_open(&log, NULL, NULL), STATUS_OK);
	assert_null(log);
	log_line(log, "sync", "nothing");
	log_close(log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_is_one_clean_line_that_only_the_owner_reads),
		cmocka_unit_test(a_large_log_is_set_aside_once),
		cmocka_unit_test(no_log_drops_all_lines),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
