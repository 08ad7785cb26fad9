/*
 * CBOR's heads: three bits for the kind, five for the number or for how many bytes of it follow.
 * libcbor of Debian 12 is no help here: it reads a head that is longer than it need be, lengths
 * that are open, and repeated keys without a word, and builds a tree that would be walked again.
 */
#include "ur/cbor.h"

#include <string.h>

#include "base/be.h"
#include "base/text.h"

/* The major types of RFC 8949, 3.1. */
enum kind {
	KIND_UINT = 0,
	KIND_BYTES = 2,
	KIND_TEXT = 3,
	KIND_ARRAY = 4,
	KIND_MAP = 5,
	KIND_TAG = 6,
	KIND_SIMPLE = 7,
};

/* The simple values of RFC 8949, 3.3. */
#define SIMPLE_FALSE 20
#define SIMPLE_TRUE  21

/* A number below this stands in the head itself; above, the head says how many bytes follow. */
#define INLINE_LIMIT 24

static void add_head(struct buf *out, enum kind kind, uint64_t n)
{
	uint8_t bytes[8];
	unsigned log = n < 0x100 ? 0 : n < 0x10000 ? 1 : n <= UINT32_MAX ? 2 : 3;

	if (n < INLINE_LIMIT) {
		buf_add_byte(out, (uint8_t)(kind << 5 | n));
		return;
	}
	be64_store(bytes, n);
	buf_add_byte(out, (uint8_t)(kind << 5 | (INLINE_LIMIT + log)));
	buf_add(out, bytes + 8 - (1U << log), (size_t)1 << log);
}

void cbor_add_uint(struct buf *out, uint64_t v)
{
	add_head(out, KIND_UINT, v);
}

void cbor_add_bytes(struct buf *out, const void *data, size_t len)
{
	add_head(out, KIND_BYTES, len);
	buf_add(out, data, len);
}

void cbor_add_text(struct buf *out, const char *text)
{
	add_head(out, KIND_TEXT, strlen(text));
	buf_add_str(out, text);
}

void cbor_add_array(struct buf *out, uint64_t n)
{
	add_head(out, KIND_ARRAY, n);
}

void cbor_add_map(struct buf *out, uint64_t n)
{
	add_head(out, KIND_MAP, n);
}

void cbor_add_tag(struct buf *out, uint64_t tag)
{
	add_head(out, KIND_TAG, tag);
}

void cbor_add_bool(struct buf *out, bool v)
{
	add_head(out, KIND_SIMPLE, v ? SIMPLE_TRUE : SIMPLE_FALSE);
}

/* The cursor moves only when the whole head is right. */
static enum status take_head(struct cursor *c, enum kind kind, uint64_t *n)
{
	struct cursor at = *c;
	const uint8_t *bytes;
	uint64_t v = 0;
	uint8_t first;
	unsigned log;
	enum status s = cursor_u8(&at, &first);

	if (s == STATUS_OK && first >> 5 != (uint8_t)kind)
		s = ERR_PARSE;
	if (s != STATUS_OK)
		return s;
	first &= 31;
	log = first < INLINE_LIMIT ? 0 : first - INLINE_LIMIT;
	if (log > 3)
		return ERR_PARSE;
	if (first < INLINE_LIMIT) {
		v = first;
	} else {
		s = cursor_take(&at, &bytes, (size_t)1 << log);
		for (size_t i = 0; s == STATUS_OK && i < (size_t)1 << log; i++)
			v = v << 8 | bytes[i];
		/* The least number that needs so many bytes: 24, 2^8, 2^16, 2^32. */
		if (s == STATUS_OK && v < (log == 0 ? INLINE_LIMIT : (uint64_t)1 << (4U << log)))
			s = ERR_PARSE;
	}
	if (s != STATUS_OK)
		return s;
	*n = v;
	*c = at;
	return STATUS_OK;
}

enum status cbor_uint(struct cursor *c, uint64_t *out)
{
	return take_head(c, KIND_UINT, out);
}

static enum status take_string(struct cursor *c, enum kind kind, const uint8_t **out, size_t *len)
{
	struct cursor at = *c;
	uint64_t n;
	enum status s = take_head(&at, kind, &n);

	if (s == STATUS_OK && n > cursor_left(&at))
		s = ERR_PARSE;
	if (s == STATUS_OK)
		s = cursor_take(&at, out, (size_t)n);
	if (s != STATUS_OK)
		return s;
	*len = (size_t)n;
	*c = at;
	return STATUS_OK;
}

enum status cbor_bytes(struct cursor *c, const uint8_t **out, size_t *len)
{
	return take_string(c, KIND_BYTES, out, len);
}

enum status cbor_text(struct cursor *c, const char **out, size_t *len)
{
	struct cursor at = *c;
	const uint8_t *bytes;
	enum status s = take_string(&at, KIND_TEXT, &bytes, len);

	if (s == STATUS_OK && !text_is_utf8((const char *)bytes, *len))
		s = ERR_PARSE;
	if (s != STATUS_OK)
		return s;
	*out = (const char *)bytes;
	*c = at;
	return STATUS_OK;
}

/* Each item takes a byte at least, so that a larger number cannot be true. */
static enum status take_count(struct cursor *c, enum kind kind, uint64_t *n)
{
	struct cursor at = *c;
	enum status s = take_head(&at, kind, n);

	if (s == STATUS_OK && *n > cursor_left(&at))
		s = ERR_PARSE;
	if (s == STATUS_OK)
		*c = at;
	return s;
}

enum status cbor_array(struct cursor *c, uint64_t *n)
{
	return take_count(c, KIND_ARRAY, n);
}

enum status cbor_map(struct cursor *c, uint64_t *n)
{
	return take_count(c, KIND_MAP, n);
}

enum status cbor_tag(struct cursor *c, uint64_t tag)
{
	struct cursor at = *c;
	uint64_t found;
	enum status s = take_head(&at, KIND_TAG, &found);

	if (s == STATUS_OK && found != tag)
		s = ERR_PARSE;
	if (s == STATUS_OK)
		*c = at;
	return s;
}
