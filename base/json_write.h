/*
 * JSON as text, in the one form that everybody who hashes it agrees on (RFC 8785).
 */
#ifndef BASE_JSON_WRITE_H
#define BASE_JSON_WRITE_H

#include "base/buf.h"
#include "base/json.h"

/*
 * Appends the canonical form of RFC 8785: names sorted by UTF-16 code units, no white space,
 * shortest escapes. Returns: STATUS_OK, ERR_UNSUPPORTED for a number that is not a safe integer,
 * ERR_MEMORY (also for a value whose building failed), ERR_LIMIT.
 */
MUST_CHECK enum status json_write(struct buf *out, const struct json *value);

#endif
