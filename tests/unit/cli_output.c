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

/* Reads the options; the struct's order: since, from, to, tz. */
static enum status times(struct column_span *out, const char *since, const char *from,
			 const char *to, const char *tz)
{
	const struct cmd_read_span options = {since, from, to, tz};
	struct err e = {0};

	return cmd_read_times(out, &options, &e);
}

static void times_are_months_days_moments_or_spans(void **state)
{
	static const struct {
		const char *from, *to;
		int64_t begins, until;
	} cases[] = {
		{NULL, NULL, 0, 0},
		{"2026-11-21", NULL, 1795219200, 0},
		{"2026-11-21T00:02:11Z", NULL, 1795219331, 0},
		/* A month, a day and a moment are whole when something ends with them. */
		{"2026-11", "2026-11", 1793491200, 1796083200},
		{"2026-12", "2026-12", 1796083200, 1798761600},
		{NULL, "2026-02-28", 0, 1772323200},
		{NULL, "2026-11-21T00:02:11Z", 0, 1795219332},
		{"7d", NULL, 1795000000 - 7 * 86400, 0},
		{"12h", "1h", 1795000000 - 12 * 3600, 1795000000 - 3600},
		{"4w", NULL, 1795000000 - 28 * 86400, 0},
	};
	static const char *const wrong[] = {"yesterday", "2026-13-41", "2026-13", "2026-02-29",
					    "2026-00",	 "2026-1",     "7",	  "7m",
					    "d",	 "-7d",	       "123456d", ""};
	struct column_span span;

	(void)state;
	setenv("BYLINE_CLOCK", "1795000000", 1);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (times(&span, NULL, cases[i].from, cases[i].to, NULL) != STATUS_OK ||
		    span.from != cases[i].begins || span.until != cases[i].until)
			fail_msg("case %zu: %lld to %lld", i, (long long)span.from,
				 (long long)span.until);
		assert_false(span.zoned);
	}
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		if (times(&span, NULL, wrong[i], NULL, NULL) != ERR_USAGE)
			fail_msg("\"%s\" was taken", wrong[i]);
	assert_int_equal(times(&span, "2026-11-21", NULL, NULL, NULL), STATUS_OK);
	assert_int_equal(span.from, 1795219200);
	assert_int_equal(times(&span, "7d", "7d", NULL, NULL), ERR_USAGE);
	assert_int_equal(times(&span, NULL, "2026-11", "2026-10", NULL), ERR_USAGE);
	/* A day begins an hour earlier where clocks are an hour ahead. */
	assert_int_equal(times(&span, NULL, "2026-11-21", NULL, "+01:00"), STATUS_OK);
	assert_int_equal(span.from, 1795219200 - 3600);
	assert_true(span.zoned);
	assert_int_equal(times(&span, NULL, "2026-11", NULL, "Nowhere"), ERR_USAGE);
	assert_int_equal(times(&span, NULL, NULL, NULL, "UTC"), STATUS_OK);
	unsetenv("BYLINE_CLOCK");
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
		cmocka_unit_test(times_are_months_days_moments_or_spans),
		cmocka_unit_test(an_expected_hash_is_whole_or_refused),
		cmocka_unit_test(exit_codes_are_those_of_the_manual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
