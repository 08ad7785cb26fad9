/* A preview as a CSV file for spreadsheets: the columns of models/columns.h, amounts exact. */
#ifndef MODELS_PREVIEW_CSV_H
#define MODELS_PREVIEW_CSV_H

#include "base/err.h"
#include "models/preview.h"

struct buf;

/* Appends the rows of a preview, best first; what was not scored has empty figures. */
MUST_CHECK enum status write_csv_preview(struct buf *out, const struct preview *p);

/* Writes a preview to a new file. ERR_EXISTS when it is there. */
MUST_CHECK enum status export_preview(const struct preview *p, const char *path, struct err *e);

#endif
