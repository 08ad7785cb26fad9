/* The table of subcommands, and the manual and completion that must say the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/globals.h"
#include "cli/help.h"
#include "cli/pictures_scan.h"
#include "cli/synopsis.h"
#include "cli/table.h"
#include "tui/action.h"

#define OPTION_LETTERS "abcdefghijklmnopqrstuvwxyz-"

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
	for (const struct command *const *c = cmd_table; *c != NULL; c++) {
		char synopsis[CMD_SYNOPSIS_SIZE];

		assert_ptr_equal(cmd_table_find((*c)->name), *c);
		cmd_synopsis(synopsis, *c);
		assert_int_equal(strncmp(synopsis, (*c)->name, strlen((*c)->name)), 0);
		assert_in_range(strlen((*c)->summary), 10, 60);
		assert_null(strchr((*c)->summary, '\n'));
		assert_true(((*c)->run != NULL) != ((*c)->members != NULL));
	}
	assert_null(cmd_table_find("nothing"));
}

static void every_member_runs_and_its_synopsis_begins_with_its_family_and_name(void **state)
{
	(void)state;
	for (const struct command *const *c = cmd_table; *c != NULL; c++) {
		for (const struct command *const *m = (*c)->members; m != NULL && *m != NULL; m++) {
			char begin[64];
			size_t len = (size_t)snprintf(begin, sizeof(begin), "%s %s", (*c)->name,
						      (*m)->name);

			assert_int_equal(strncmp((*m)->synopsis, begin, len), 0);
			assert_true((*m)->synopsis[len] == ' ' || (*m)->synopsis[len] == '\0');
			assert_non_null((*m)->run);
			assert_null((*m)->members);
		}
	}
}

/* Counts the words of a synopsis that stand for operands; those in brackets may be left out. */
static void count_operands(const char *synopsis, int *least, int *most)
{
	char words[256], *rest = NULL;
	bool of_option = false;

	*least = *most = 0;
	snprintf(words, sizeof(words), "%s", synopsis);
	for (char *w = strtok_r(words, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest)) {
		bool bracket = w[0] == '[';

		if (w[bracket] == '-') {
			of_option = w[strlen(w) - 1] != ']';
		} else if (of_option) {
			of_option = false;
		} else if (strcmp(w, "[OPTIONS]") != 0 && strcmp(w, "|") != 0 &&
			   strcmp(w, "or") != 0) {
			*least += !bracket;
			*most += strstr(w, "...") != NULL ? CMD_MANY_OPERANDS : 1;
		}
	}
	/* One of several ways, of which another takes no word. */
	if (strstr(synopsis, " | ") != NULL || strstr(synopsis, ", or ") != NULL)
		*least = 0;
}

static void assert_operands(const struct command *c, const char *begin)
{
	int least, most;

	count_operands(c->synopsis + strlen(begin), &least, &most);
	if (least != c->min_operands || most != c->max_operands)
		fail_msg("%s takes %d to %d words", c->synopsis, c->min_operands, c->max_operands);
}

static void every_command_takes_the_words_that_its_synopsis_names(void **state)
{
	(void)state;
	for (const struct command *const *c = cmd_table; *c != NULL; c++) {
		if ((*c)->members == NULL)
			assert_operands(*c, (*c)->name);
		for (const struct command *const *m = (*c)->members; m != NULL && *m != NULL; m++) {
			char begin[64];

			snprintf(begin, sizeof(begin), "%s %s", (*c)->name, (*m)->name);
			assert_operands(*m, begin);
		}
	}
}

/* The lines of `byline help NAME` below the summary. */
static const char *details(struct buf *out, const struct command *c)
{
	buf_init(out, LIMIT_SMALL_FILE);
	cmd_help_details(out, c);
	return buf_str(out);
}

static void help_fits_eighty_columns_and_ends_its_lines(void **state)
{
	(void)state;
	for (const struct command *const *c = cmd_table; *c != NULL; c++) {
		char synopsis[CMD_SYNOPSIS_SIZE];
		struct buf help;
		const char *line = details(&help, *c);

		cmd_synopsis(synopsis, *c);
		assert_in_range(strlen("usage: byline ") + strlen(synopsis), 1, 80);
		while (*line != '\0') {
			const char *end = strchr(line, '\n');
			char text[256];

			assert_non_null(end);
			snprintf(text, sizeof(text), "%.*s", (int)(end - line), line);
			if (text_width(text) > 80)
				fail_msg("help %s: %s", (*c)->name, text);
			line = end + 1;
		}
		buf_release(&help);
	}
}

static void assert_helped(const char *help, const struct command *c, const char *family)
{
	for (const struct cmd_option *o = c->options; o != NULL && o->name != NULL; o++) {
		char option[64];
		const char *at = help;
		bool found = false;

		snprintf(option, sizeof(option), "--%s", o->name);
		while (!found && (at = strstr(at, option)) != NULL) {
			at += strlen(option);
			found = strspn(at, OPTION_LETTERS) == 0;
		}
		if (!found)
			fail_msg("help %s does not name --%s of %s", family, o->name, c->name);
	}
}

static void each_option_stands_in_the_help_of_its_command(void **state)
{
	(void)state;
	for (const struct command *const *c = cmd_table; *c != NULL; c++) {
		char synopsis[CMD_SYNOPSIS_SIZE];
		struct buf help;

		(void)details(&help, *c);
		cmd_synopsis(synopsis, *c);
		buf_add_str(&help, synopsis);
		assert_helped(buf_str(&help), *c, (*c)->name);
		for (const struct command *const *m = (*c)->members; m != NULL && *m != NULL; m++)
			assert_helped(buf_str(&help), *m, (*c)->name);
		buf_release(&help);
	}
}

static void the_manual_says_what_help_says(void **state)
{
	for (const struct command *const *c = cmd_table; *c != NULL; c++) {
		char synopsis[CMD_SYNOPSIS_SIZE], summary[80];
		struct buf help;
		const char *line = details(&help, *c);

		cmd_synopsis(synopsis, *c);
		assert_in_manual(*state, ".Ss ", synopsis, strlen(synopsis));
		snprintf(summary, sizeof(summary), "%s.", (*c)->summary);
		assert_in_manual(*state, "", summary, strlen(summary));
		while (*line != '\0') {
			size_t len = strcspn(line, "\n");

			assert_in_manual(*state, "", line, len);
			line += len + 1;
		}
		buf_release(&help);
	}
}

static void the_manual_has_every_global_option(void **state)
{
	for (const struct cmd_option *g = cmd_globals; g->name != NULL; g++) {
		char wanted[64];

		snprintf(wanted, sizeof(wanted), "Fl -%s", g->name);
		if (strstr(buf_str(*state), wanted) == NULL)
			fail_msg("docs/byline.1 lacks --%s", g->name);
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

/* Whether `text` has the option --`name` as a whole word. */
static bool names_option(const char *text, const char *name)
{
	size_t len = strlen(name);

	while ((text = strstr(text, "--")) != NULL) {
		text += 2;
		if (strncmp(text, name, len) == 0 && strchr(OPTION_LETTERS, text[len]) == NULL)
			return true;
	}
	return false;
}

static bool has_option(const struct cmd_option *options, const char *name, size_t len)
{
	for (; options != NULL && options->name != NULL; options++)
		if (strlen(options->name) == len && strncmp(options->name, name, len) == 0)
			return true;
	return false;
}

static bool takes_option(const struct command *c, const char *name, size_t len)
{
	bool taken = has_option(c->options, name, len) || has_option(cmd_globals, name, len);

	for (const struct command *const *m = c->members; m != NULL && *m != NULL; m++)
		taken = taken || has_option((*m)->options, name, len);
	return taken;
}

static void help_names_every_option_that_a_command_takes_and_no_other(void **state)
{
	(void)state;
	for (const struct command *const *c = cmd_table; *c != NULL; c++) {
		char synopsis[CMD_SYNOPSIS_SIZE];
		const struct command *const one[] = {*c, NULL};
		struct buf help;
		const char *text = details(&help, *c);

		cmd_synopsis(synopsis, *c);
		for (const struct command *const *m = one[0]->members != NULL ? one[0]->members
									      : one;
		     *m != NULL; m++)
			for (const struct cmd_option *o = (*m)->options;
			     o != NULL && o->name != NULL; o++)
				if (!names_option(text, o->name) &&
				    !names_option(synopsis, o->name))
					fail_msg("help %s does not name --%s", (*c)->name, o->name);
		while ((text = strstr(text, "--")) != NULL) {
			size_t len = strspn(text + 2, OPTION_LETTERS);

			if (!takes_option(*c, text + 2, len))
				fail_msg("help %s names --%.*s", (*c)->name, (int)len, text + 2);
			text += 2 + len;
		}
		buf_release(&help);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_has_a_name_of_its_own_and_a_summary_of_one_line),
		cmocka_unit_test(
			every_member_runs_and_its_synopsis_begins_with_its_family_and_name),
		cmocka_unit_test(every_command_takes_the_words_that_its_synopsis_names),
		cmocka_unit_test(help_fits_eighty_columns_and_ends_its_lines),
		cmocka_unit_test(each_option_stands_in_the_help_of_its_command),
		cmocka_unit_test(the_manual_says_what_help_says),
		cmocka_unit_test(the_manual_has_every_global_option),
		cmocka_unit_test(the_manual_has_every_key_of_the_dashboard),
		cmocka_unit_test(help_names_every_option_that_a_command_takes_and_no_other),
	};

	return cmocka_run_group_tests(tests, read_manual, free_manual);
}
