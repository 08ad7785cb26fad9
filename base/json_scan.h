/*
 * The grammar of RFC 8259, checked before cJSON reads a byte: cJSON accepts 16 of the 188 files
 * that the public test suite says must be refused, and ends strings at U+0000.
 */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include "base/err.h"

/*
 * Checks that `data` is exactly one JSON value in UTF-8, nested up to LIMIT_JSON_DEPTH, without
 * U+0000 and lone surrogates. json_scan_count() also gives the number of values: the outer one and
 * all within it.
 * Returns: STATUS_OK, ERR_PARSE or ERR_TOO_DEEP with the byte's position in the message.
 */
MUST_CHECK enum status json_scan(const void *data, size_t len, struct err *e);
MUST_CHECK enum status json_scan_count(size_t *values, const void *data, size_t len, struct err *e);

#endif
