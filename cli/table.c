/* All subcommands. Each stands in a file of its own; this table only points to them. */
#include "cli/table.h"

#include <string.h>

const struct command *const cmd_table[] = {
#define X(name) &cmd_##name,
	CMD_TABLE(X)
#undef X
		NULL,
};

const struct command *cmd_table_find(const char *name)
{
	for (const struct command *const *c = cmd_table; *c != NULL; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}
