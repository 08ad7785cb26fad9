/* Tables as CSV files for spreadsheets: the tables of columns, amounts exact. */
#ifndef LISTS_EXPORT_H
#define LISTS_EXPORT_H

#include <stdint.h>

#include "app/app.h"
#include "app/snapshot.h"
#include "base/status.h"
#include "lists/column.h"

struct buf;

enum export_kind {
	EXPORT_EARNINGS,     /* the books: what was earned and what was paid, oldest first */
	EXPORT_SCORES,	     /* own leaves of settled epochs, newest first */
	EXPORT_ATTRIBUTIONS, /* live ones, not settled yet */
	EXPORT_DUES,	     /* all, with those that are folded away */
	EXPORT_ASKED_DUES,   /* the others */
	EXPORT_CLAIMS,
	EXPORT_RECEIVED, /* payments that arrived, newest first */
	EXPORT_LOG,
	EXPORT_DATASETS,
};

/*
 * Appends a table of the snapshot.
 * In: `span`  leaves out rows of other times
 * Returns: STATUS_OK, ERR_LIMIT or ERR_MEMORY of the buffer.
 */
MUST_CHECK enum status write_csv_table(struct buf *out, const struct snapshot *s,
				       enum export_kind kind, const struct column_span *span);

/* Writes a table of the snapshot to a new file. ERR_EXISTS when it is there. */
MUST_CHECK enum status export_table(const struct snapshot *s, enum export_kind kind,
				    const char *path, struct err *e);

#endif
