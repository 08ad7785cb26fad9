/* Money that the shown account received, as several commands print it. */
#ifndef CLI_PAYMENTS_H
#define CLI_PAYMENTS_H

#include "cli/cli.h"
#include "lists/column.h"

/* Prints a table of the payments of a span under a heading; nothing when there is none. */
MUST_CHECK enum status cmd_payments_print(struct cli *cli, const struct snapshot *s,
					  const struct column_span *span, struct err *e);

/* Prints for each distributor whether the payments are all that was claimed. */
void cmd_payments_print_sums(const struct cli *cli, const struct snapshot *s);

/* Adds the payments of a span as "received", and the sums by distributor as "receipts". */
void cmd_payments_add(struct json *top, const struct snapshot *s, const struct column_span *span);

#endif
