/* The exit codes of byline(1). */
#ifndef CLI_EXIT_CODE_H
#define CLI_EXIT_CODE_H

#include "base/status.h"

/* Returns the exit code for a status, 0 to 7, as the manual lists them. */
int cmd_exit_code(enum status s);

#endif
