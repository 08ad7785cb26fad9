/*
 * The grammar of RFC 8259, checked before cJSON reads a byte: cJSON accepts 16 of the 188 files
 * that the public test suite says must be refused, and cuts strings at U+0000.
 */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include "base/err.h"

/*
 * Returns STATUS_OK when `data` is exactly one JSON value in UTF-8 with nesting up to
 * LIMIT_JSON_DEPTH and no U+0000 and no lone surrogate; else ERR_PARSE or ERR_TOO_DEEP with the
 * byte offset in the message. json_scan_count() also says how many values there are, itself and
 * all within.
 */
MUST_CHECK enum status json_scan(const void *data, size_t len, struct err *e);
MUST_CHECK enum status json_scan_count(size_t *values, const void *data, size_t len, struct err *e);

#endif
