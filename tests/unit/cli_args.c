/* Options of subcommands: long names, before or behind operands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/args.h"

/* The result of one parse of an argv. */
struct parsed {
	bool keep;
	const char *name;
	int n;
	enum status status;
	struct err e;
};

struct mapped {
	struct cmd_values maps;
};

static struct parsed parse(char **argv, bool pass_unknown)
{
	struct parsed p = {0};
	const struct cmd_option options[] = {
		CMD_FLAG("keep", struct parsed, keep),
		CMD_VALUE("name", "NAME", struct parsed, name),
		CMD_OPTIONS_END,
	};
	int argc = 0;

	while (argv[argc] != NULL)
		argc++;
	p.status = cmd_args_parse(&p.n, &p, argc, argv, options, pass_unknown, &p.e);
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

static void an_option_may_be_given_several_times_where_its_table_says_so(void **state)
{
	const struct cmd_option options[] = {
		CMD_VALUES("map", "A=B", struct mapped, maps),
		CMD_OPTIONS_END,
	};
	char *argv[] = {(char[]){"--map=a=b"}, (char[]){"x"}, (char[]){"--map"}, (char[]){"c=d"},
			NULL};
	struct mapped values = {.maps = {.n = 0}};
	struct err e = {0};
	int n;

	(void)state;
	assert_int_equal(cmd_args_parse(&n, &values, 4, argv, options, false, &e), STATUS_OK);
	assert_int_equal(values.maps.n, 2);
	assert_string_equal(values.maps.v[0], "a=b");
	assert_string_equal(values.maps.v[1], "c=d");
	assert_int_equal(n, 1);
	for (values.maps.n = 0; values.maps.n < CMD_VALUES_MAX;)
		values.maps.v[values.maps.n++] = "";
	argv[0] = (char[]){"--map=a=b"};
	assert_int_equal(cmd_args_parse(&n, &values, 1, argv, options, false, &e), ERR_USAGE);
	assert_non_null(strstr(e.text, "--map can be given 64 times at most"));
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
	const struct command command = {
		.name = "send", .synopsis = "send A B", .min_operands = 1, .max_operands = 2};
	char *argv[] = {(char[]){"a"}, (char[]){"b"}, (char[]){"c"}, NULL};
	struct err e = {0};

	(void)state;
	assert_int_equal(cmd_args_take(NULL, 3, argv, &command, &e), ERR_USAGE);
	assert_non_null(strstr(e.text, "byline send A B"));
	assert_int_equal(cmd_args_take(NULL, 0, argv, &command, &e), ERR_USAGE);
	assert_int_equal(cmd_args_take(NULL, 2, argv, &command, &e), STATUS_OK);
	assert_int_equal(cmd_args_take(NULL, 1, argv, &command, &e), STATUS_OK);
	assert_string_equal(argv[0], "a");
	assert_null(argv[1]);
}

/* Keeps what it was run with. */
static int ran_with;

static enum status run_first(struct cli *cli, int argc, char **argv, struct err *e)
{
	(void)cli;
	(void)argv;
	(void)e;
	ran_with = argc;
	return STATUS_OK;
}

static void a_family_runs_the_member_that_is_named_or_names_the_one_that_was_meant(void **state)
{
	static const struct command first = {
		.name = "first", .synopsis = "family first A", .max_operands = 1, .run = run_first};
	static const struct command second = {.name = "second", .synopsis = "family second"};
	static const struct command *const members[] = {&first, &second, NULL};
	const struct command family = {.name = "family", .members = members};
	char *argv[] = {(char[]){"first"}, (char[]){"a"}, NULL},
	     *wrong[] = {(char[]){"frist"}, NULL};
	struct cli cli = {0};
	struct err e = {0};

	(void)state;
	assert_int_equal(cmd_args_run(&cli, 2, argv, &family, &e), STATUS_OK);
	assert_int_equal(ran_with, 1);
	assert_int_equal(cmd_args_run(&cli, 1, wrong, &family, &e), ERR_USAGE);
	assert_non_null(strstr(e.text, "\"family frist\"; did you mean byline family first?"));
	assert_int_equal(cmd_args_run(&cli, 0, wrong, &family, &e), ERR_USAGE);
	assert_non_null(strstr(e.text, "byline family first|second ..."));
	assert_int_equal(cmd_args_run(&cli, 0, wrong, &family, &e), ERR_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_stand_before_and_behind_operands),
		cmocka_unit_test(a_value_may_follow_an_equals_sign_and_be_empty),
		cmocka_unit_test(an_option_may_be_given_several_times_where_its_table_says_so),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(a_missing_value_a_useless_value_and_an_unknown_option_are_named),
		cmocka_unit_test(global_options_leave_those_of_the_subcommand_and_its_double_dash),
		cmocka_unit_test(too_few_and_too_many_operands_show_the_synopsis),
		cmocka_unit_test(
			a_family_runs_the_member_that_is_named_or_names_the_one_that_was_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
