/* The table of subcommands, and the manual and completion that must say the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/words.h"
#include "tui/action.h"

static int read_manual(void **state)
{
	static struct buf manual;
	struct err e = {0};

	buf_init(&manual, LIMIT_SMALL_FILE);
	if (file_read(&manual, "docs/byline.1", &e) != STATUS_OK) {
		fprintf(stderr, "%s\n", e.text);
		return -1;
	}
	*state = &manual;
	return 0;
}

static int free_manual(void **state)
{
	buf_release(*state);
	return 0;
}

/* Whether the manual has exactly this line; in mdoc a leading dot is escaped. */
static void assert_in_manual(struct buf *manual, const char *before, const char *line, size_t len)
{
	char wanted[512];
	bool dot = len > 0 && (line[0] == '.' || line[0] == '\'');

	snprintf(wanted, sizeof(wanted), "\n%s%s%.*s\n", before, dot ? "\\&" : "", (int)len, line);
	if (strstr(buf_str(manual), wanted) == NULL)
		fail_msg("docs/byline.1 lacks the line: %s%.*s", before, (int)len, line);
}

static void every_command_has_a_name_of_its_own_and_a_summary_of_one_line(void **state)
{
	(void)state;
	for (const struct command *c = cmd_table; c->name != NULL; c++) {
		assert_ptr_equal(cmd_find(c->name), c);
		assert_int_equal(strncmp(c->synopsis, c->name, strlen(c->name)), 0);
		assert_in_range(strlen(c->summary), 10, 60);
		assert_null(strchr(c->summary, '\n'));
		assert_non_null(c->run);
	}
	assert_null(cmd_find("nothing"));
}

static void help_fits_eighty_columns_and_ends_its_lines(void **state)
{
	(void)state;
	for (const struct command *c = cmd_table; c->name != NULL; c++) {
		const char *line = c->help;

		assert_in_range(strlen("usage: byline ") + strlen(c->synopsis), 1, 80);
		while (*line != '\0') {
			const char *end = strchr(line, '\n');
			char text[256];

			assert_non_null(end);
			snprintf(text, sizeof(text), "%.*s", (int)(end - line), line);
			if (text_width(text) > 80)
				fail_msg("help %s: %s", c->name, text);
			line = end + 1;
		}
	}
}

static void the_manual_says_what_help_says(void **state)
{
	for (const struct command *c = cmd_table; c->name != NULL; c++) {
		const char *line = c->help;

		assert_in_manual(*state, ".Ss ", c->synopsis, strlen(c->synopsis));
		while (*line != '\0') {
			size_t len = strcspn(line, "\n");

			assert_in_manual(*state, "", line, len);
			line += len + 1;
		}
	}
}

static void the_manual_has_every_global_option(void **state)
{
	for (const char *const *g = cmd_global_options; *g != NULL; g++) {
		char wanted[64];

		snprintf(wanted, sizeof(wanted), "Fl -%s", *g + 2);
		if (strstr(buf_str(*state), wanted) == NULL)
			fail_msg("docs/byline.1 lacks %s", *g);
	}
}

static void the_manual_has_every_key_of_the_dashboard(void **state)
{
	for (int a = 0; a < ACTION_COUNT; a++) {
		const struct action_info *info = action_info((enum action)a);
		char wanted[64];

		snprintf(wanted, sizeof(wanted), "\n.It %s", info->name);
		if (strstr(buf_str(*state), wanted) == NULL)
			fail_msg("docs/byline.1 lacks the key of %s", info->name);
		assert_in_manual(*state, "", info->help, strlen(info->help));
	}
}

static bool has(char (*options)[CMD_OPTION_SIZE], size_t n, const char *option)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(options[i], option) == 0)
			return true;
	return false;
}

static void options_are_found_in_help_once_and_without_the_global_ones(void **state)
{
	char options[CMD_OPTIONS_MOST][CMD_OPTION_SIZE];
	size_t n = cmd_options_of(options, cmd_find("claim"));

	(void)state;
	assert_true(has(options, n, "--payer"));
	assert_true(has(options, n, "--no-wait"));
	assert_true(has(options, n, "--out"));
	assert_false(has(options, n, "--expect"));
	assert_false(has(options, n, "--json"));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(options[i], options[k]);
	for (const struct command *c = cmd_table; c->name != NULL; c++)
		assert_true(cmd_options_of(options, c) < CMD_OPTIONS_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_has_a_name_of_its_own_and_a_summary_of_one_line),
		cmocka_unit_test(help_fits_eighty_columns_and_ends_its_lines),
		cmocka_unit_test(the_manual_says_what_help_says),
		cmocka_unit_test(the_manual_has_every_global_option),
		cmocka_unit_test(the_manual_has_every_key_of_the_dashboard),
		cmocka_unit_test(options_are_found_in_help_once_and_without_the_global_ones),
	};

	return cmocka_run_group_tests(tests, read_manual, free_manual);
}
