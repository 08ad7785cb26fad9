/* The fields of one CSV record (RFC 4180), which the reader has accepted. */
#ifndef DATASET_CSV_H
#define DATASET_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cursor.h"
#include "base/status.h"

struct buf;

/*
 * Takes the next field. After the last field the cursor is at its end and `*more` is false.
 * Out: the value without quotes. It points into the record; when quotes were doubled inside, it
 * points into `scratch`, to which it was appended.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MEMORY.
 */
MUST_CHECK enum status csv_next(struct cursor *c, const uint8_t **value, size_t *len, bool *more,
				struct buf *scratch);

/*
 * Finds the number of the column called `name` in a header.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_EXISTS when two columns have that name, ERR_PARSE,
 * ERR_MEMORY.
 */
MUST_CHECK enum status csv_column(size_t *out, const void *header, size_t len, const char *name);

#endif
