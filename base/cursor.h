/*
 * A place in a sequence of bytes, which moves forward and never past their end.
 *
 * A function that takes something moves the cursor past it. When it fails, the cursor stays where
 * it was.
 */
#ifndef BASE_CURSOR_H
#define BASE_CURSOR_H

#include <stdint.h>

#include "base/status.h"

struct cursor {
	const uint8_t *at;  /* the next byte */
	const uint8_t *end; /* the byte after the last one */
};

/* A cursor before the first of `len` bytes, which must outlive it. `data` may be NULL for none. */
static inline struct cursor cursor_of(const void *data, size_t len)
{
	return (struct cursor){.at = data, .end = len > 0 ? (const uint8_t *)data + len : data};
}

/* The number of bytes from the cursor to the end. */
static inline size_t cursor_left(const struct cursor *c)
{
	return (size_t)(c->end - c->at);
}

/* Takes `len` bytes; `*out` points into the input. ERR_PARSE when fewer are left. */
MUST_CHECK enum status cursor_take(struct cursor *c, const uint8_t **out, size_t len);

/* Takes big-endian integers. ERR_PARSE when too few bytes are left. */
MUST_CHECK enum status cursor_u8(struct cursor *c, uint8_t *out);
MUST_CHECK enum status cursor_be32(struct cursor *c, uint32_t *out);
MUST_CHECK enum status cursor_be64(struct cursor *c, uint64_t *out);

/* Takes exactly the bytes of `text`. ERR_PARSE when other bytes follow. */
MUST_CHECK enum status cursor_literal(struct cursor *c, const char *text);

#endif
