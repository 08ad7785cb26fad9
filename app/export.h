/* Tables as CSV files for spreadsheets (RFC 4180, amounts exact and ungrouped). */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "app/app.h"
#include "app/snapshot.h"
#include "base/buf.h"

/*
 * Appends a table of the snapshot: "earnings" (own amount per epoch and dataset), "scores" (live
 * attributions), "claims", "log", "datasets".
 * In: `since` leaves out what is older (seconds since 1970; 0: nothing).
 * Returns: STATUS_OK, ERR_USAGE for another table.
 */
MUST_CHECK enum status csv_table(struct buf *out, const struct snapshot *s, const char *table,
				 int64_t since, struct err *e);

/* Writes csv_table() of the present state to a new file. ERR_EXISTS when it is there. */
MUST_CHECK enum status export_table(struct app *app, const char *table, const char *path,
				    struct err *e);

#endif
