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

/* Whether some member takes more than its name. */
static bool takes_words(const struct command *const *members)
{
	for (; *members != NULL; members++)
		if ((*members)->max_operands > 0 || (*members)->options != NULL)
			return true;
	return false;
}

/* Appends `text`. What does not fit is cut. */
static void append(char out[static CMD_SYNOPSIS_SIZE], const char *text)
{
	size_t len = strlen(out);

	snprintf(out + len, CMD_SYNOPSIS_SIZE - len, "%s", text);
}

void cmd_synopsis(char out[static CMD_SYNOPSIS_SIZE], const struct command *command)
{
	out[0] = '\0';
	if (command->synopsis != NULL) {
		append(out, command->synopsis);
		return;
	}
	append(out, command->name);
	for (const struct command *const *m = command->members; *m != NULL; m++) {
		append(out, m == command->members ? " " : "|");
		append(out, (*m)->name);
	}
	if (takes_words(command->members) && strlen(out) + strlen(MORE_WORDS) <= USAGE_CELLS)
		append(out, MORE_WORDS);
}
