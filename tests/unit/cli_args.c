/* Options of subcommands: long names, before or behind operands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/args.h"

/* What one parse of `argv` found. */
struct parsed {
	bool keep;
	const char *name;
	int n;
	enum status status;
	struct err e;
};

static struct parsed parse(char **argv, bool pass_unknown)
{
	struct parsed p = {0};
	const struct option_spec specs[] = {
		{"keep", &p.keep, NULL},
		{"name", NULL, &p.name},
		{NULL, NULL, NULL},
	};
	int argc = 0;

	while (argv[argc] != NULL)
		argc++;
	p.status = cmd_take_options(&p.n, argc, argv, specs, pass_unknown, &p.e);
	return p;
}

static void options_stand_before_and_behind_operands(void **state)
{
	char *argv[] = {(char[]){"--keep"}, (char[]){"a"}, (char[]){"--name"},
			(char[]){"x"},	    (char[]){"b"}, NULL};
	struct parsed p = parse(argv, false);

	(void)state;
	assert_int_equal(p.status, STATUS_OK);
	assert_true(p.keep);
	assert_string_equal(p.name, "x");
	assert_int_equal(p.n, 2);
	assert_string_equal(argv[0], "a");
	assert_string_equal(argv[1], "b");
}

static void a_value_may_follow_an_equals_sign_and_be_empty(void **state)
{
	char *argv[] = {(char[]){"--name="}, NULL};
	struct parsed p = parse(argv, false);

	(void)state;
	assert_int_equal(p.status, STATUS_OK);
	assert_string_equal(p.name, "");
	assert_int_equal(p.n, 0);
}

static void two_dashes_end_the_options(void **state)
{
	char *argv[] = {(char[]){"--"}, (char[]){"--keep"}, NULL};
	struct parsed p = parse(argv, false);

	(void)state;
	assert_int_equal(p.status, STATUS_OK);
	assert_false(p.keep);
	assert_int_equal(p.n, 1);
	assert_string_equal(argv[0], "--keep");
}

static void a_missing_value_a_useless_value_and_an_unknown_option_are_named(void **state)
{
	char *missing[] = {(char[]){"--name"}, NULL};
	char *useless[] = {(char[]){"--keep=yes"}, NULL};
	char *unknown[] = {(char[]){"--nmae"}, (char[]){"x"}, NULL};
	struct parsed p = parse(missing, false);

	(void)state;
	assert_int_equal(p.status, ERR_USAGE);
	assert_non_null(strstr(p.e.text, "--name"));
	p = parse(useless, false);
	assert_int_equal(p.status, ERR_USAGE);
	assert_non_null(strstr(p.e.text, "--keep"));
	p = parse(unknown, false);
	assert_int_equal(p.status, ERR_USAGE);
	assert_non_null(strstr(p.e.text, "--nmae"));
}

static void global_options_leave_those_of_the_subcommand_and_its_double_dash(void **state)
{
	char *argv[] = {(char[]){"send"}, (char[]){"--out"},  (char[]){"f"}, (char[]){"--keep"},
			(char[]){"--"},	  (char[]){"--name"}, NULL};
	struct parsed p = parse(argv, true);

	(void)state;
	assert_int_equal(p.status, STATUS_OK);
	assert_true(p.keep);
	assert_null(p.name);
	assert_int_equal(p.n, 5);
	assert_string_equal(argv[1], "--out");
	assert_string_equal(argv[3], "--");
	assert_string_equal(argv[4], "--name");
}

static void too_few_and_too_many_operands_show_the_synopsis(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(cmd_check_operands(1, 1, 2, "send A B", &e), STATUS_OK);
	assert_int_equal(cmd_check_operands(0, 1, 2, "send A B", &e), ERR_USAGE);
	assert_non_null(strstr(e.text, "byline send A B"));
	assert_int_equal(cmd_check_operands(3, 1, 2, "send A B", &e), ERR_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_stand_before_and_behind_operands),
		cmocka_unit_test(a_value_may_follow_an_equals_sign_and_be_empty),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(a_missing_value_a_useless_value_and_an_unknown_option_are_named),
		cmocka_unit_test(global_options_leave_those_of_the_subcommand_and_its_double_dash),
		cmocka_unit_test(too_few_and_too_many_operands_show_the_synopsis),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
