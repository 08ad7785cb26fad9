/*
 * Numbers written as text. The C library's readers depend on the locale and hide errors.
 */
#ifndef BASE_PARSE_H
#define BASE_PARSE_H

#include <stdint.h>

#include "base/status.h"

/*
 * Reads a decimal integer that is the whole of `text`: digits only, no sign, no leading zero.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE when it exceeds 2^64-1.
 */
MUST_CHECK enum status parse_u64(uint64_t *out, const char *text, size_t len);

#endif
