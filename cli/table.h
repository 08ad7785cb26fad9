/* The table of all subcommands. Only main(), help and completion look into it. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli/command.h"

/* All subcommands, ended by NULL. */
extern const struct command *const cmd_table[];

/* The command called `name`, or NULL. */
const struct command *cmd_table_find(const char *name);

#endif
