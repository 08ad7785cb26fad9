/* Tables as CSV files for spreadsheets: the columns of app/columns.h, amounts exact. */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include <stdint.h>

#include "app/app.h"
#include "app/column.h"
#include "app/preview.h"
#include "app/snapshot.h"
#include "base/status.h"

struct buf;

enum export_kind {
	EXPORT_EARNINGS,     /* the books: what was earned and what was paid, oldest first */
	EXPORT_SCORES,	     /* own leaves of settled epochs, newest first */
	EXPORT_ATTRIBUTIONS, /* live ones, not settled yet */
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

/* Appends the rows of a preview, best first; what was not scored has empty figures. */
MUST_CHECK enum status write_csv_preview(struct buf *out, const struct preview *p);

/* Write the present state of a table, or a preview, to a new file. ERR_EXISTS when it is there. */
MUST_CHECK enum status export_table(struct app *app, enum export_kind kind, const char *path,
				    struct err *e);
MUST_CHECK enum status export_preview(const struct preview *p, const char *path, struct err *e);

#endif
