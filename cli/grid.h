/* Text in aligned columns, or with --plain in columns between tabs, for grep and cut. */
#ifndef CLI_GRID_H
#define CLI_GRID_H

#include <stddef.h>
#include <stdio.h>

#include "cli/cli.h"

/* Columns of the widest grid: a row that has 16 amounts and nothing else. */
#define CMD_GRID_COLUMNS 32

/* Cells row after row. `align` has an 'l' or 'r' for each column. */
struct cmd_grid {
	const char *align;
	size_t columns;
	size_t heads; /* cells that are headings */
	char **cells;
	size_t n, cap;
	bool failed; /* out of memory; printing says so */
};

/* Makes an empty grid. Its cells are freed by cmd_grid_print(). */
void cmd_grid_init(struct cmd_grid *g, const char *align);

/* Adds the next cell. Texts from elsewhere must be clean already (text_clean()). */
void cmd_grid_add(struct cmd_grid *g, const char *format, ...) PRINTF(2, 3);

/* Adds the next heading. All headings come before any other cell. */
void cmd_grid_head(struct cmd_grid *g, const char *title);

/* Prints all rows, and frees them. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status cmd_grid_print(const struct cli *cli, struct cmd_grid *g, FILE *to,
				      struct err *e);

#endif
