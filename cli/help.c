/*
 * `byline help`, made from the table of commands and the table of global options. The manual has
 * the same lines, and a unit test compares them.
 */
#include "cli/help.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cli/globals.h"
#include "cli/synopsis.h"
#include "cli/table.h"

/* Columns of the narrowest terminal that people use. */
#define COLUMNS 80

/* Prints all global options; a line that would be too long goes on below the first option. */
static void print_globals(void)
{
	static const char head[] = "options:";
	int indent = (int)sizeof(head) - 1, column = printf("%s", head);

	for (const struct cmd_option *o = cmd_globals; o->name != NULL; o++) {
		char text[64];
		int len = snprintf(text, sizeof(text), " --%s%s%s", o->name,
				   o->value != NULL ? " " : "", o->value != NULL ? o->value : "");

		if (column + len > COLUMNS)
			column = printf("\n%*s", indent, "") - 1;
		column += printf("%s", text);
	}
	putchar('\n');
}

void cmd_help_overview(void)
{
	printf("byline: what your data earned, proven, and how to collect it\n\n"
	       "usage: byline [OPTIONS]              the dashboard\n"
	       "       byline [OPTIONS] COMMAND …    one thing, for scripts with --json\n\n");
	for (const struct command *const *c = cmd_table; *c != NULL; c++)
		printf("  %-12s %s\n", (*c)->name, (*c)->summary);
	putchar('\n');
	print_globals();
	printf("exit:    0 done, 1 failed, 2 usage, 3 locked or wrong passphrase, 4 unreachable,\n"
	       "         5 not agreed or proven, 6 refused by policy, 7 damaged file\n\n"
	       "byline help COMMAND says more; byline(1) is the manual.\n");
}

/* Adds that the command, or which of its members, needs a thing. */
static void add_need(struct buf *out, const struct command *command, unsigned need)
{
	const char *between = ": ";

	if (command->members == NULL && (command->needs & need) != 0)
		buf_addf(out, "Needs %s.\n", cmd_needs_word(need));
	for (const struct command *const *m = command->members; m != NULL && *m != NULL; m++) {
		if (((*m)->needs & need) == 0)
			continue;
		if (between[0] == ':')
			buf_addf(out, "Needs %s", cmd_needs_word(need));
		buf_addf(out, "%s%s", between, (*m)->name);
		between = ", ";
	}
	if (between[0] == ',')
		buf_add_str(out, ".\n");
}

/*
 * Lines of members are aligned by the longest synopsis. A member whose synopsis says everything
 * has no summary.
 */
void cmd_help_details(struct buf *out, const struct command *command)
{
	const struct command *const *m;
	int width = 0;

	for (m = command->members; m != NULL && *m != NULL; m++)
		if ((int)strlen((*m)->synopsis) > width)
			width = (int)strlen((*m)->synopsis);
	for (m = command->members; m != NULL && *m != NULL; m++) {
		if ((*m)->summary != NULL)
			buf_addf(out, "  %-*s  %s\n", width, (*m)->synopsis, (*m)->summary);
		else
			buf_addf(out, "  %s\n", (*m)->synopsis);
	}
	if (command->help != NULL)
		buf_add_str(out, command->help);
	for (unsigned need = 1; cmd_needs_word(need) != NULL; need <<= 1)
		add_need(out, command, need);
}

void cmd_help_print(const struct command *command)
{
	char synopsis[CMD_SYNOPSIS_SIZE];
	struct buf details;

	buf_init(&details, LIMIT_SMALL_FILE);
	cmd_help_details(&details, command);
	cmd_synopsis(synopsis, command);
	printf("usage: byline %s\n\n%s.\n%s%s", synopsis, command->summary,
	       details.len > 0 ? "\n" : "", buf_str(&details));
	buf_release(&details);
}
