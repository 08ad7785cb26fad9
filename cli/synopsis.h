/* The usage line of a command. */
#ifndef CLI_SYNOPSIS_H
#define CLI_SYNOPSIS_H

#include "cli/command.h"

/* A line of `byline help` has 80 columns, "usage: byline " among them. */
#define CMD_SYNOPSIS_SIZE 80

/* Writes the line without "byline ": "send TOKEN AMOUNT TO", for a family "node list|test". */
void cmd_synopsis(char out[static CMD_SYNOPSIS_SIZE], const struct command *command);

#endif
