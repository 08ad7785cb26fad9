/*
 * Reading safetensors files.
 *
 * safetensors_read() takes the header's length and JSON; read_header() goes through its members,
 * read_tensor() through the parts of one entry, and check_tiling() looks at all of them together.
 * Below that are the functions by which models take their tensors out. Invariant: after a
 * successful read each tensor lies within the buffer, holds exactly its shape, and is finite.
 */
#include "influence/safetensors.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	size_t size;
} dtypes[] = {
	[DTYPE_F64] = {"F64", 8},
	[DTYPE_F32] = {"F32", 4},
	[DTYPE_F16] = {"F16", 2},
	[DTYPE_U32] = {"U32", 4},
};

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "tensors are read as they lie in memory");
_Static_assert(sizeof(float) == 4 && sizeof(double) == 8, "IEEE 754 binary32 and binary64");

size_t safetensors_element(enum dtype dtype)
{
	return dtypes[dtype].size;
}

const char *safetensors_dtype(enum dtype dtype)
{
	return dtypes[dtype].name;
}

static enum status read_dtype(enum dtype *out, const struct json *entry, const char *name,
			      struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, entry, "dtype", e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < ARRAY_SIZE(dtypes); i++) {
		if (strcmp(text, dtypes[i].name) == 0) {
			*out = (enum dtype)i;
			return STATUS_OK;
		}
	}
	return err_set(e, ERR_UNSUPPORTED, "tensor %.64s has the type %.16s", name, text);
}

/* Reads a shape and computes its count. Refuses a tensor whose bytes would not fit 64 bits. */
static enum status read_shape(struct tensor *t, const struct json *entry, struct err *e)
{
	const struct json *shape;
	enum status s = json_get_array(&shape, entry, "shape", e);
	uint64_t bytes = dtypes[t->dtype].size;

	if (s != STATUS_OK)
		return s;
	if (json_count(shape) > SAFETENSORS_MAX_RANK)
		return err_set(e, ERR_LIMIT, "tensor %.64s has more than %d dimensions", t->name,
			       SAFETENSORS_MAX_RANK);
	t->rank = 0;
	t->count = 1;
	for (const struct json *d = json_first(shape); d != NULL; d = json_next(d)) {
		int64_t extent;

		if (json_integer(&extent, d) != STATUS_OK || extent < 0)
			return err_set(e, ERR_PARSE,
				       "tensor %.64s: its shape is not made of whole numbers",
				       t->name);
		t->shape[t->rank++] = (uint64_t)extent;
		if (__builtin_mul_overflow(bytes, (uint64_t)extent, &bytes))
			return err_set(e, ERR_PARSE,
				       "tensor %.64s: its shape is larger than any memory",
				       t->name);
		t->count *= (uint64_t)extent;
	}
	return STATUS_OK;
}

/* Reads where the tensor's bytes are. They must be exactly those of its shape. */
static enum status read_offsets(struct tensor *t, const struct json *entry, uint64_t buffer_len,
				struct err *e)
{
	const struct json *offsets, *first;
	enum status s = json_get_array(&offsets, entry, "data_offsets", e);
	int64_t begin, end;

	if (s != STATUS_OK)
		return s;
	first = json_first(offsets);
	/*
	 * The end may be the end of the buffer, not more; check_tiling() finds holes and overlaps.
	 */
	if (json_count(offsets) != 2 || json_integer(&begin, first) != STATUS_OK ||
	    json_integer(&end, json_next(first)) != STATUS_OK || begin < 0 || end < begin ||
	    (uint64_t)end > buffer_len)
		return err_set(e, ERR_PARSE,
			       "tensor %.64s: its data_offsets do not lie in the file", t->name);
	t->begin = (uint64_t)begin;
	t->end = (uint64_t)end;
	if (t->end - t->begin != t->count * dtypes[t->dtype].size)
		return err_set(e, ERR_PARSE,
			       "tensor %.64s: %" PRIu64 " bytes do not hold its shape", t->name,
			       t->end - t->begin);
	return STATUS_OK;
}

static bool is_finite(const uint8_t *at, enum dtype dtype)
{
	uint16_t half;
	float f;
	double d;

	switch (dtype) {
	case DTYPE_F64: memcpy(&d, at, sizeof(d)); return isfinite(d);
	case DTYPE_F32: memcpy(&f, at, sizeof(f)); return isfinite(f);
	case DTYPE_F16: memcpy(&half, at, sizeof(half)); return (half & 0x7c00) != 0x7c00;
	case DTYPE_U32: return true;
	}
	return false;
}

/* A NaN in a weight would become a NaN in every score. */
enum status safetensors_finite(const struct tensor *t, struct err *e)
{
	for (uint64_t i = 0; i < t->count; i++)
		if (!is_finite(t->data + i * dtypes[t->dtype].size, t->dtype))
			return err_set(e, ERR_RANGE, "tensor %.64s holds NaN or infinity", t->name);
	return STATUS_OK;
}

static enum status read_tensor(struct tensor *t, const struct json *entry, const uint8_t *buffer,
			       uint64_t buffer_len, struct err *e)
{
	static const char *const names[] = {"dtype", "shape", "data_offsets", NULL};
	enum status s;

	t->name = json_name(entry);
	s = json_only(entry, names, e);
	if (s == STATUS_OK)
		s = read_dtype(&t->dtype, entry, t->name, e);
	if (s == STATUS_OK)
		s = read_shape(t, entry, e);
	if (s == STATUS_OK)
		s = read_offsets(t, entry, buffer_len, e);
	if (s != STATUS_OK)
		return s;
	t->data = buffer + t->begin;
	return safetensors_finite(t, e);
}

/* The format allows only strings in `__metadata__`. */
static enum status check_metadata(const struct json *metadata, struct err *e)
{
	bool strings = json_is_object(metadata);

	for (const struct json *m = json_first(metadata); m != NULL; m = json_next(m))
		strings = strings && json_is_string(m);
	return strings ? STATUS_OK : err_set(e, ERR_PARSE, "__metadata__ is not all strings");
}

static int by_begin(const void *a, const void *b)
{
	const struct tensor *x = *(const struct tensor *const *)a;
	const struct tensor *y = *(const struct tensor *const *)b;

	/* An empty tensor has the offset of the tensor after it, and comes first. */
	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return (x->end > y->end) - (x->end < y->end);
}

/* Checks that the tensors together cover the buffer exactly once. */
static enum status check_tiling(const struct safetensors *st, uint64_t buffer_len, struct err *e)
{
	const struct tensor *order[SAFETENSORS_MAX_TENSORS];
	uint64_t at = 0;

	for (size_t i = 0; i < st->n; i++)
		order[i] = &st->tensor[i];
	qsort(order, st->n, sizeof(*order), by_begin);
	for (size_t i = 0; i < st->n; i++) {
		if (order[i]->begin != at)
			return err_set(e, ERR_PARSE, "tensor %.64s %s", order[i]->name,
				       order[i]->begin > at ? "leaves a hole before it"
							    : "overlaps another");
		at = order[i]->end;
	}
	if (at != buffer_len)
		return err_set(e, ERR_PARSE, "there are bytes after the last tensor");
	return STATUS_OK;
}

static enum status read_header(struct safetensors *st, const uint8_t *buffer, uint64_t buffer_len,
			       struct err *e)
{
	if (!json_is_object(st->header))
		return err_set(e, ERR_PARSE, "the header is not an object");
	for (const struct json *m = json_first(st->header); m != NULL; m = json_next(m)) {
		enum status s;

		if (strcmp(json_name(m), "__metadata__") == 0) {
			st->metadata = m;
			s = check_metadata(m, e);
		} else if (st->n == SAFETENSORS_MAX_TENSORS) {
			s = err_set(e, ERR_LIMIT, "more than %d tensors", SAFETENSORS_MAX_TENSORS);
		} else {
			s = read_tensor(&st->tensor[st->n++], m, buffer, buffer_len, e);
		}
		if (s != STATUS_OK)
			return s;
	}
	return check_tiling(st, buffer_len, e);
}

enum status safetensors_read(struct safetensors *st, const void *data, size_t len, struct err *e)
{
	const uint8_t *bytes = data;
	uint64_t header_len;
	enum status s;

	*st = (struct safetensors){0};
	if (len < 8)
		return err_set(e, ERR_PARSE, "safetensors: shorter than its length field");
	/* Little-endian, as the machine is (asserted above). */
	memcpy(&header_len, bytes, 8);
	if (header_len > LIMIT_SAFETENSORS_HEADER)
		return err_set(e, ERR_LIMIT, "safetensors: a header of %" PRIu64 " bytes",
			       header_len);
	if (header_len > len - 8)
		return err_set(e, ERR_PARSE, "safetensors: the header is longer than the file");
	if (header_len == 0 || bytes[8] != '{')
		return err_set(e, ERR_PARSE, "safetensors: the header does not begin with '{'");
	s = json_parse(&st->header, bytes + 8, header_len, e);
	if (s == STATUS_OK)
		s = read_header(st, bytes + 8 + header_len, len - 8 - header_len, e);
	return s == STATUS_OK ? s : err_prefix(e, s, "safetensors");
}

void safetensors_release(struct safetensors *st)
{
	if (st == NULL)
		return;
	json_free(st->header);
	*st = (struct safetensors){0};
}

const struct tensor *safetensors_find(const struct safetensors *st, const char *name)
{
	for (size_t i = 0; i < st->n; i++)
		if (strcmp(st->tensor[i].name, name) == 0)
			return &st->tensor[i];
	return NULL;
}

enum status safetensors_expect(const struct tensor **out, const struct safetensors *st,
			       const char *name, enum dtype dtype, unsigned rank,
			       const uint64_t *shape, struct err *e)
{
	const struct tensor *t = safetensors_find(st, name);

	*out = t;
	if (t == NULL)
		return err_set(e, ERR_NOT_FOUND, "there is no tensor %s", name);
	if (t->dtype != dtype || t->rank != rank)
		return err_set(e, ERR_MISMATCH, "%s: %u dimensions of %s, not %u of %s", name,
			       t->rank, dtypes[t->dtype].name, rank, dtypes[dtype].name);
	for (unsigned i = 0; i < rank; i++)
		if (t->shape[i] != shape[i])
			return err_set(e, ERR_MISMATCH,
				       "%s: dimension %u is %" PRIu64 ", not %" PRIu64, name, i,
				       t->shape[i], shape[i]);
	return STATUS_OK;
}

enum status safetensors_copy(void **out, uint64_t *count, const struct safetensors *st,
			     const char *name, enum dtype dtype, unsigned rank,
			     const uint64_t *shape, struct err *e)
{
	const struct tensor *t;
	enum status s = safetensors_expect(&t, st, name, dtype, rank, shape, e);
	size_t bytes;

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	bytes = t->count * dtypes[dtype].size;
	*out = malloc(bytes > 0 ? bytes : 1);
	if (*out == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	memcpy(*out, t->data, bytes);
	*count = t->count;
	return STATUS_OK;
}
