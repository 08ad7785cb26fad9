/*
 * safetensors, strictly (github.com/huggingface/safetensors, "Format").
 *
 *	offset  bytes
 *	0       8      h, header length, little-endian; at most LIMIT_SAFETENSORS_HEADER
 *	8       h      JSON object; begins with '{', may end in spaces
 *	8+h     rest   the tensors, row-major, little-endian
 *
 * The header maps each name to {"dtype", "shape", "data_offsets":[begin,end]}, and `__metadata__`
 * to an object of strings. Refused: offsets that leave a hole, overlap, or end before or behind the
 * buffer; a size that is not the product of dtype and shape; names twice; unknown members; and,
 * beyond the format's own rules, NaN and infinity.
 */
#ifndef INFLUENCE_SAFETENSORS_H
#define INFLUENCE_SAFETENSORS_H

#include <stdint.h>

#include "base/json.h"

#define SAFETENSORS_MAX_RANK	8
#define SAFETENSORS_MAX_TENSORS 64

/* The types that can be read; ERR_UNSUPPORTED for others. */
enum dtype {
	DTYPE_F64,
	DTYPE_F32,
};

struct tensor {
	const char *name; /* lives as long as the file */
	enum dtype dtype;
	unsigned rank;
	uint64_t shape[SAFETENSORS_MAX_RANK];
	uint64_t count;	     /* product of the shape */
	const uint8_t *data; /* count elements, at any alignment */
	uint64_t begin, end; /* offsets in the buffer */
};

struct safetensors {
	struct json *header;
	const struct json *metadata; /* object of strings, or NULL */
	struct tensor tensor[SAFETENSORS_MAX_TENSORS];
	size_t n;
};

/*
 * Reads the file image `data`, which must outlive `st`. Release with safetensors_release(), also
 * after a failure.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT, ERR_UNSUPPORTED, ERR_RANGE (not finite), ERR_MEMORY.
 */
MUST_CHECK enum status safetensors_read(struct safetensors *st, const void *data, size_t len,
					struct err *e);
void safetensors_release(struct safetensors *st);

/* The tensor of that name, or NULL. */
const struct tensor *safetensors_find(const struct safetensors *st, const char *name);

/*
 * Finds a tensor and checks its rank and shape.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_MISMATCH with what was expected.
 */
MUST_CHECK enum status safetensors_expect(const struct tensor **out, const struct safetensors *st,
					  const char *name, enum dtype dtype, unsigned rank,
					  const uint64_t *shape, struct err *e);

/* Copies all elements of a DTYPE_F32 / DTYPE_F64 tensor into aligned memory of `count` elements. */
void safetensors_copy_f32(float *out, const struct tensor *t) NONNULL(1, 2);
void safetensors_copy_f64(double *out, const struct tensor *t) NONNULL(1, 2);

/* A tensor to be written. `values`: float or double as `dtype` says. */
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
