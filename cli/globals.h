/* The options that every command takes. */
#ifndef CLI_GLOBALS_H
#define CLI_GLOBALS_H

#include "cli/command.h"

/* Their offsets are of struct cli. Ended by CMD_OPTIONS_END. */
extern const struct cmd_option cmd_globals[];

/*
 * Takes the global options out of argv into `cli`, wherever they stand; the words left keep their
 * order at its front. Out: `argc`, how many are left.
 * Returns: STATUS_OK, ERR_USAGE naming the option.
 */
MUST_CHECK enum status cmd_globals_take(struct cli *cli, int *argc, char **argv, struct err *e);

#endif
