/* Fields of one CSV record (RFC 4180), as the reader let it through. */
#ifndef DATASET_CSV_H
#define DATASET_CSV_H

#include "base/buf.h"
#include "base/cursor.h"

/*
 * Takes the next field. Out: its value without quotes; it points into the record, or into `scratch`
 * (appended to) when quotes were doubled inside. The last field leaves the cursor at its end with
 * `*more` false.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MEMORY.
 */
MUST_CHECK enum status csv_next(struct cursor *c, const uint8_t **value, size_t *len, bool *more,
				struct buf *scratch);

/*
 * The number of the column called `name` in a header.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_EXISTS when two columns have that name, ERR_PARSE,
 * ERR_MEMORY.
 */
MUST_CHECK enum status csv_column(size_t *out, const void *header, size_t len, const char *name);

#endif
