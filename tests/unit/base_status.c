#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>

#include "base/err.h"

static void every_status_has_a_name_and_a_phrase_of_its_own(void **state)
{
	(void)state;
	for (int i = 0; i <= ERR_REVERTED; i++) {
		assert_true(strlen(status_phrase((enum status)i)) > 0);
		for (int j = 0; j < i; j++) {
			assert_string_not_equal(status_name((enum status)i),
						status_name((enum status)j));
			assert_string_not_equal(status_phrase((enum status)i),
						status_phrase((enum status)j));
		}
	}
	assert_string_equal(status_name(ERR_LOCKED), "ERR_LOCKED");
	assert_string_equal(status_name((enum status)9999), "ERR_UNKNOWN");
	assert_string_equal(status_phrase((enum status)9999), "unknown error");
}

static void a_message_is_kept_with_its_code_and_its_context(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(err_set(&e, ERR_PARSE, "line %d", 7), ERR_PARSE);
	assert_int_equal(e.code, ERR_PARSE);
	assert_string_equal(e.text, "line 7");
	assert_int_equal(err_prefix(&e, ERR_IO, "%s", "a.json"), ERR_PARSE);
	assert_string_equal(e.text, "a.json: line 7");
}

static void a_prefix_to_no_message_says_what_the_code_means(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(err_prefix(&e, ERR_NO_SPACE, "the spool"), ERR_NO_SPACE);
	assert_int_equal(e.code, ERR_NO_SPACE);
	assert_string_equal(e.text, "the spool: no space left on the device");
}

static void nobody_needs_to_take_the_message(void **state)
{
	(void)state;
	assert_int_equal(err_set(NULL, ERR_BUSY, "x"), ERR_BUSY);
	assert_int_equal(err_prefix(NULL, ERR_BUSY, "x"), ERR_BUSY);
	assert_int_equal(err_set_errno(NULL, ENOSPC, "x"), ERR_NO_SPACE);
}

static void a_message_too_long_is_cut_and_stays_a_string(void **state)
{
	char longer[2 * LIMIT_ERR_TEXT];
	struct err e = {0};

	(void)state;
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(err_set(&e, ERR_IO, "%s", longer), ERR_IO);
	assert_int_equal(strlen(e.text), LIMIT_ERR_TEXT - 1);
	assert_int_equal(err_prefix(&e, ERR_IO, "%s", longer), ERR_IO);
	assert_int_equal(strlen(e.text), LIMIT_ERR_TEXT - 1);
	assert_int_equal(err_set_errno(&e, EIO, "%s", longer), ERR_IO);
	assert_int_equal(strlen(e.text), LIMIT_ERR_TEXT - 1);
}

static void errors_of_the_system_become_what_a_person_can_act_on(void **state)
{
	(void)state;
	assert_int_equal(status_from_errno(ENOSPC), ERR_NO_SPACE);
	assert_int_equal(status_from_errno(EDQUOT), ERR_NO_SPACE);
	assert_int_equal(status_from_errno(EACCES), ERR_PERMISSION);
	assert_int_equal(status_from_errno(EROFS), ERR_PERMISSION);
	assert_int_equal(status_from_errno(ENOENT), ERR_NOT_FOUND);
	assert_int_equal(status_from_errno(EEXIST), ERR_EXISTS);
	assert_int_equal(status_from_errno(ENOMEM), ERR_MEMORY);
	assert_int_equal(status_from_errno(EIO), ERR_IO);
}

static void a_failed_call_of_the_system_is_told_with_the_systems_reason(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(err_set_errno(&e, ENOENT, "cannot open %s", "a.csv"), ERR_NOT_FOUND);
	assert_int_equal(e.code, ERR_NOT_FOUND);
	assert_string_equal(e.text, "cannot open a.csv: No such file or directory");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_status_has_a_name_and_a_phrase_of_its_own),
		cmocka_unit_test(a_message_is_kept_with_its_code_and_its_context),
		cmocka_unit_test(a_prefix_to_no_message_says_what_the_code_means),
		cmocka_unit_test(nobody_needs_to_take_the_message),
		cmocka_unit_test(a_message_too_long_is_cut_and_stays_a_string),
		cmocka_unit_test(errors_of_the_system_become_what_a_person_can_act_on),
		cmocka_unit_test(a_failed_call_of_the_system_is_told_with_the_systems_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
