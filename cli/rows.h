/*
 * Rows as commands print them, by the column table of their kind (models/columns.h): chosen columns
 * as a table of text, all columns as a JSON array or as lines with tabs.
 */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include "cli/cli.h"
#include "models/columns.h"

struct cmd_rows {
	const struct column_table *table;
	const struct snapshot *snapshot; /* NULL for rows that are in none */
	const void *rows;		 /* side by side */
	size_t n;
	struct column_span span; /* leaves out rows of other times */
	size_t ends;		 /* text has so many from each end at most; 0: all */
};

/* Makes all rows of a kind in the snapshot, for a kind that has them there. */
void cmd_rows_init(struct cmd_rows *out, enum row_kind kind, const struct snapshot *s);

/*
 * Prints a row of headings and the rows; with --plain every column of the table between tabs, below
 * its name (column_head_plain()), whatever the layout says.
 *
 * In: `layout` names the columns in order: "epoch own+trust state". Columns joined with '+' share a
 *     cell; a cell that begins with '~' cuts its hash or address for people. An amount takes two
 *     cells, the second for its token or coin and a figure's mark.
 *     Columns that say whose row it is follow at the end where rows differ in them.
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status cmd_rows_print(const struct cli *cli, const struct cmd_rows *r,
				      const char *layout, struct err *e);

/* Adds the rows to `top` as an array with the name of their table; `ends` leaves out none here. */
void cmd_rows_add(struct json *top, const struct cmd_rows *r);

#define CMD_ROWS_WHOSE_SIZE 96

/*
 * Writes how a line about a row begins where others are of other networks or accounts: "grove: ",
 * "grove, 0x12ab...34cd: ", else "". Returns: out.
 */
const char *cmd_rows_whose(char out[static CMD_ROWS_WHOSE_SIZE], const struct cli *cli,
			   const struct snapshot *s, const struct snapshot_owner *of);

/* Adds "network" and "account" of a row to an object: "" and null for none. */
void cmd_rows_add_owner(struct json *object, const struct snapshot *s,
			const struct snapshot_owner *of);

/* The longest sentence fits, or two of the other texts: an address on the web, a path, a note. */
#define CMD_ROWS_CELL_SIZE 1024

/*
 * Writes what a person reads of one row in the columns that `cell` joins with '+', with their
 * units. What is not known is a dash, or the words of its column.
 */
void cmd_rows_cell(char out[static CMD_ROWS_CELL_SIZE], const struct cli *cli,
		   const struct cmd_rows *r, const void *row, const char *cell);

#endif
