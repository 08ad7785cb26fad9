/* `byline help`, from the table of commands. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

struct buf;

/* Prints every command with its summary, the global options and the exit codes. */
void cmd_help_overview(void);

/* Prints the usage line, the summary and the details of one command. */
void cmd_help_print(const struct command *command);

/* Appends the lines on the members of a family, then those of `command->help`. The manual has the
 * same lines. */
void cmd_help_details(struct buf *out, const struct command *command);

#endif
