/* The output that people and scripts get: aligned columns, marks, times, exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/exit_code.h"
#include "cli/format.h"
#include "cli/grid.h"
#include "cli/read.h"

/* Prints the grid and compares. */
static void assert_prints(const struct cli *cli, struct cmd_grid *g, const char *wanted)
{
	char *text = NULL;
	size_t len = 0;
	FILE *to = open_memstream(&text, &len);
	struct err e = {0};

	assert_non_null(to);
	assert_int_equal(cmd_grid_print(cli, g, to, &e), STATUS_OK);
	fclose(to);
	assert_string_equal(text, wanted);
	free(text);
}

static void fill(struct cmd_grid *g)
{
	cmd_grid_init(g, "lrl");
	cmd_grid_head(g, "NAME");
	cmd_grid_head(g, "N");
	cmd_grid_head(g, "NOTE");
	cmd_grid_add(g, "%s", "m\xC3\xA4ils");
	cmd_grid_add(g, "%d", 12);
	cmd_grid_add(g, "%s", "");
	cmd_grid_add(g, "%s", "x");
	cmd_grid_add(g, "%d", 1204);
	cmd_grid_add(g, "%s", "late ");
}

static void columns_align_by_cells_and_no_line_ends_in_spaces(void **state)
{
	const struct cli cli = {.color = COLOR_NEVER};
	struct cmd_grid g;

	(void)state;
	fill(&g);
	assert_prints(&cli, &g,
		      "NAME      N  NOTE\n"
		      "m\xC3\xA4ils    12\n"
		      "x      1204  late\n");
}

static void plain_columns_stand_between_tabs(void **state)
{
	const struct cli cli = {.plain = true, .color = COLOR_ALWAYS};
	struct cmd_grid g;

	(void)state;
	fill(&g);
	assert_prints(&cli, &g, "NAME\tN\tNOTE\nm\xC3\xA4ils\t12\t\nx\t1204\tlate\n");
}

static void color_is_used_when_asked_for(void **state)
{
	const struct cli cli = {.color = COLOR_ALWAYS};
	struct cmd_grid g;

	(void)state;
	cmd_grid_init(&g, "ll");
	cmd_grid_head(&g, "A");
	cmd_grid_head(&g, "B");
	cmd_grid_add(&g, "1");
	cmd_grid_add(&g, "2");
	assert_prints(&cli, &g, "\033[1mA  B\033[m\n1  2\n");
}

static void accessible_text_has_words_for_marks(void **state)
{
	const struct cli ascii = {.ascii = true};
	const struct cli words = {.ascii = true, .accessible = true};

	(void)state;
	assert_string_equal(cmd_format_mark(&ascii, TRUST_PROVEN), "+");
	assert_string_equal(cmd_format_mark(&ascii, TRUST_DISPUTED), "!");
	assert_string_equal(cmd_format_mark(&words, TRUST_PROVEN), "proven");
}

static void since_takes_a_day_or_a_moment(void **state)
{
	struct err e = {0};
	int64_t since = -1;

	(void)state;
	assert_int_equal(cmd_read_since(&since, NULL, &e), STATUS_OK);
	assert_int_equal(since, 0);
	assert_int_equal(cmd_read_since(&since, "2026-11-21", &e), STATUS_OK);
	assert_int_equal(since, 1795219200);
	assert_int_equal(cmd_read_since(&since, "2026-11-21T00:02:11Z", &e), STATUS_OK);
	assert_int_equal(since, 1795219331);
	assert_int_equal(cmd_read_since(&since, "yesterday", &e), ERR_USAGE);
	assert_int_equal(cmd_read_since(&since, "2026-13-41", &e), ERR_USAGE);
}

static void an_expected_hash_is_whole_or_refused(void **state)
{
	struct cli cli = {0};
	const struct hash *expect;
	struct hash room;
	struct err e = {0};

	(void)state;
	assert_int_equal(cmd_read_expect(&cli, &expect, &room, &e), STATUS_OK);
	assert_null(expect);
	cli.expect = "0x5ed739c0d21b2c8ddace9ea673115b66e2d34289ceae55add3c742324f98f7b2";
	assert_int_equal(cmd_read_expect(&cli, &expect, &room, &e), STATUS_OK);
	assert_ptr_equal(expect, &room);
	cli.expect = "0x5ed739c0";
	assert_int_equal(cmd_read_expect(&cli, &expect, &room, &e), ERR_USAGE);
}

static void exit_codes_are_those_of_the_manual(void **state)
{
	(void)state;
	assert_int_equal(cmd_exit_code(STATUS_OK), 0);
	assert_int_equal(cmd_exit_code(ERR_IO), 1);
	assert_int_equal(cmd_exit_code(ERR_USAGE), 2);
	assert_int_equal(cmd_exit_code(ERR_LOCKED), 3);
	assert_int_equal(cmd_exit_code(ERR_WRONG_PASSPHRASE), 3);
	assert_int_equal(cmd_exit_code(ERR_UNREACHABLE), 4);
	assert_int_equal(cmd_exit_code(ERR_NOT_AGREED), 5);
	assert_int_equal(cmd_exit_code(ERR_PROOF_MISMATCH), 5);
	assert_int_equal(cmd_exit_code(ERR_REFUSED), 6);
	assert_int_equal(cmd_exit_code(ERR_DAMAGED), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_align_by_cells_and_no_line_ends_in_spaces),
		cmocka_unit_test(plain_columns_stand_between_tabs),
		cmocka_unit_test(color_is_used_when_asked_for),
		cmocka_unit_test(accessible_text_has_words_for_marks),
		cmocka_unit_test(since_takes_a_day_or_a_moment),
		cmocka_unit_test(an_expected_hash_is_whole_or_refused),
		cmocka_unit_test(exit_codes_are_those_of_the_manual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
