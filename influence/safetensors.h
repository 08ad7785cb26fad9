/*
 * safetensors, read strictly (github.com/huggingface/safetensors, "Format").
 *
 *	offset  bytes
 *	0       8      h, header length, little-endian; at most LIMIT_SAFETENSORS_HEADER
 *	8       h      JSON object; begins with '{', may end in spaces
 *	8+h     rest   the tensors, row-major, little-endian
 *
 * The header maps each name to {"dtype", "shape", "data_offsets":[begin,end]}, and `__metadata__`
 * to an object of strings. Refused: offsets that leave a hole, overlap, or end before or after the
 * end of the buffer; a size that is not the product of dtype and shape; two tensors of one name;
 * unknown members; and, beyond the format's own rules, NaN and infinity.
 */
#ifndef INFLUENCE_SAFETENSORS_H
#define INFLUENCE_SAFETENSORS_H

#include <stdint.h>

#include "base/json.h"

#define SAFETENSORS_MAX_RANK	8
#define SAFETENSORS_MAX_TENSORS 64

/* The types that byline reads; ERR_UNSUPPORTED for others. */
enum dtype {
	DTYPE_F64,
	DTYPE_F32,
	DTYPE_F16, /* influence/half.h */
	DTYPE_U32,
};

struct tensor {
	const char *name; /* the name lives as long as the file */
	enum dtype dtype;
	unsigned rank;
	uint64_t shape[SAFETENSORS_MAX_RANK];
	uint64_t count;	     /* product of the shape */
	const uint8_t *data; /* count elements, which need not be aligned */
	uint64_t begin, end; /* offsets of its bytes in the buffer */
};

struct safetensors {
	struct json *header;
	const struct json *metadata; /* an object of strings, or NULL */
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
 * Finds a tensor and checks its type, rank and shape.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_MISMATCH with the expectation in the message.
 */
MUST_CHECK enum status safetensors_expect(const struct tensor **out, const struct safetensors *st,
					  const char *name, enum dtype dtype, unsigned rank,
					  const uint64_t *shape, struct err *e);

/*
 * Finds a tensor as safetensors_expect() and copies its elements into aligned memory.
 * Out: `out`, numbers as `dtype` says, freed by the caller; NULL after a failure.
 * Returns: as safetensors_expect(), and ERR_MEMORY.
 */
MUST_CHECK enum status safetensors_copy(void **out, uint64_t *count, const struct safetensors *st,
					const char *name, enum dtype dtype, unsigned rank,
					const uint64_t *shape, struct err *e);

/* The bytes of one element. */
size_t safetensors_element(enum dtype dtype);

/* The name of a type in the file: "F64". */
const char *safetensors_dtype(enum dtype dtype);

/* Checks that no element of `t` is NaN or infinity; whole numbers never are. ERR_RANGE. */
MUST_CHECK enum status safetensors_finite(const struct tensor *t, struct err *e);

#endif
