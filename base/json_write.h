/*
 * JSON as text, in the one form that everybody who hashes it agrees on (RFC 8785).
 */
#ifndef BASE_JSON_WRITE_H
#define BASE_JSON_WRITE_H

#include <stddef.h>

#include "base/json.h"
#include "base/status.h"

struct buf;

/*
 * Appends the canonical form of RFC 8785: names sorted by UTF-16 code units, no white space,
 * shortest escapes. Returns: STATUS_OK, ERR_UNSUPPORTED for a number that is not a safe integer,
 * ERR_MEMORY (also for a value whose building failed), ERR_LIMIT.
 */
MUST_CHECK enum status json_write(struct buf *out, const struct json *value);

/* Appends the value as json_write() does, and frees it in any case. */
MUST_CHECK enum status json_write_take(struct buf *out, struct json *take_value);

/*
 * Whether `data` is the canonical form of `take_value`, byte for byte. The reader of a document
 * writes again what it understood and so refuses every other spelling, order or member. Frees the
 * value.
 * Returns: STATUS_OK, ERR_PARSE when it differs, ERR_MEMORY, ERR_UNSUPPORTED as json_write().
 */
MUST_CHECK enum status json_write_same(struct json *take_value, const void *data, size_t len,
				       struct err *e);

#endif
