/*
 * The usage line of a command. A family has none of its own: its line is made of the names of its
 * members, so that a new member cannot be forgotten in it.
 */
#include "cli/synopsis.h"

#include <stdio.h>
#include <string.h>

#define MORE_WORDS " ..."

/* The rest of a line of 80 cells behind "usage: byline ". Names go before the dots. */
#define USAGE_CELLS 66

/* In place of names for which the line has no room; help lists all members below it. */
#define MORE_NAMES "|..."

/* Whether some member takes more than its name. */
static bool takes_words(const struct command *const *members)
{
	for (; *members != NULL; members++)
		if ((*members)->max_operands > 0 || (*members)->options != NULL)
			return true;
	return false;
}

/* The family's name and those of all its members, with what stands between them. */
static size_t names_length(const struct command *family)
{
	size_t n = strlen(family->name);

	for (const struct command *const *m = family->members; *m != NULL; m++)
		n += 1 + strlen((*m)->name);
	return n;
}

/* Appends `text`. What does not fit is cut. */
static void append(char out[static CMD_SYNOPSIS_SIZE], const char *text)
{
	size_t len = strlen(out);

	snprintf(out + len, CMD_SYNOPSIS_SIZE - len, "%s", text);
}

void cmd_synopsis(char out[static CMD_SYNOPSIS_SIZE], const struct command *command)
{
	bool fits;

	out[0] = '\0';
	if (command->synopsis != NULL) {
		append(out, command->synopsis);
		return;
	}
	append(out, command->name);
	fits = names_length(command) <= USAGE_CELLS;
	for (const struct command *const *m = command->members; *m != NULL; m++) {
		if (!fits &&
		    strlen(out) + 1 + strlen((*m)->name) + strlen(MORE_NAMES) > USAGE_CELLS) {
			append(out, MORE_NAMES);
			return;
		}
		append(out, m == command->members ? " " : "|");
		append(out, (*m)->name);
	}
	if (takes_words(command->members) && strlen(out) + strlen(MORE_WORDS) <= USAGE_CELLS)
		append(out, MORE_WORDS);
}
