/*
 * Bounded parsing: a cursor over bytes that never reads past their end.
 *
 * A parser takes what it recognises and moves the cursor behind it; when it fails the cursor
 * stays where it was.
 */
#ifndef BASE_PARSE_H
#define BASE_PARSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct cursor {
	const uint8_t *at;
	const uint8_t *end;
};

static inline struct cursor cursor_of(const void *data, size_t len)
{
	return (struct cursor){.at = data, .end = len > 0 ? (const uint8_t *)data + len : data};
}

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

/* Takes exactly the bytes of `text`. */
MUST_CHECK enum status cursor_literal(struct cursor *c, const char *text);

/*
 * Reads a decimal integer that is the whole of `text`: digits only, no sign, no leading zero.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE when it exceeds 2^64-1.
 */
MUST_CHECK enum status parse_u64(uint64_t *out, const char *text, size_t len);

/*
 * Reads "0x" and exactly 2*`len` hex digits of either case, the whole of `text`.
 * Out: `len` bytes. Returns: STATUS_OK, ERR_PARSE (output is then undefined).
 */
MUST_CHECK enum status parse_hex(uint8_t *out, size_t len, const char *text, size_t text_len);

/*
 * Reads "0x" and an even number of hex digits of either case; at most `cap` bytes.
 * Out: the bytes and their number. Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT.
 */
MUST_CHECK enum status parse_hex_var(uint8_t *out, size_t *len, size_t cap, const char *text,
				     size_t text_len);

/* The value of a hex digit, or -1. Independent of the locale. */
int hex_digit(char c);

/* Writes "0x", 2*`len` lower-case digits and a zero byte: 2*len+3 bytes. */
void format_hex(char *out, const uint8_t *data, size_t len);

#endif
