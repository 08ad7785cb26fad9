/*
 * Text members of a JSON object, found without building the document: a preview reads 10^6 records
 * a second.
 */
#ifndef DATASET_LOOKUP_H
#define DATASET_LOOKUP_H

#include <stdint.h>

#include "base/status.h"

struct buf;

struct lookup {
	const char *name;     /* in */
	const uint8_t *value; /* out: UTF-8; NULL when there is no such member or it is no string */
	size_t len;
};

/*
 * Looks for `n` members of the object that is the whole of `data`. Values with escapes are decoded
 * into `scratch`, which is cleared first; its ceiling must be at least `len`.
 * Returns: STATUS_OK, ERR_PARSE (no JSON object, or one of the names twice), ERR_TOO_DEEP,
 * ERR_MEMORY.
 */
MUST_CHECK enum status lookup_members(struct lookup *wanted, size_t n, const void *data, size_t len,
				      struct buf *scratch);

#endif
