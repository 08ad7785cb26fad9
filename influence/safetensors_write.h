/* Writing safetensors files (influence/safetensors.h has the format). */
#ifndef INFLUENCE_SAFETENSORS_WRITE_H
#define INFLUENCE_SAFETENSORS_WRITE_H

#include <stdint.h>

#include "base/status.h"
#include "influence/safetensors.h"

struct buf;

/* A tensor to be written. `values` are numbers as `dtype` says. */
struct tensor_source {
	const char *name;
	enum dtype dtype;
	unsigned rank;
	uint64_t shape[SAFETENSORS_MAX_RANK];
	const void *values;
};

/*
 * Appends a whole file to `out`: metadata (an object of strings, or NULL) and tensors in the order
 * given, the header padded with spaces to 8 bytes. The same input gives the same bytes.
 * Returns: STATUS_OK, ERR_USAGE, ERR_RANGE for NaN or infinity, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status safetensors_write(struct buf *out, const struct json *metadata,
					 const struct tensor_source *tensors, size_t n,
					 struct err *e);

#endif
