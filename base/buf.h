/*
 * A byte buffer that grows up to a ceiling and never past it.
 *
 * `limit` counts contents, `cap` counts memory. The memory has one byte more than the contents,
 * because buf_str() writes a zero byte there.
 *
 * Invariants: len <= limit; cap <= limit + 1; data is NULL exactly when cap is 0, and len < cap
 * otherwise. A buffer that failed (out of memory or over its ceiling) keeps its contents and
 * refuses every later append. So a writer appends many times and checks buf_status() once.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct buf {
	uint8_t *data;
	size_t len;	    /* bytes of contents */
	size_t cap;	    /* bytes of memory at data */
	size_t limit;	    /* the most bytes of contents, below SIZE_MAX */
	enum status failed; /* first failure, STATUS_OK while whole */
};

/*
 * Makes `b` empty, with a ceiling of `limit` bytes (one of base/limits.h). SIZE_MAX is taken as
 * SIZE_MAX - 1, so that the zero byte of buf_str() can be counted. Allocates nothing.
 */
void buf_init(struct buf *b, size_t limit) NONNULL(1);

/* Frees the memory; `b` is as after buf_init() with the same ceiling. NULL is allowed. */
void buf_release(struct buf *b);

/* Overwrites the bytes with zeros, then releases: for private contents. NULL is allowed. */
void buf_wipe(struct buf *b);

/* Forgets the contents and the failure, keeps the memory. */
void buf_clear(struct buf *b) NONNULL(1);

/* STATUS_OK, or the first failure (ERR_MEMORY, ERR_LIMIT) of any append since the last clear. */
MUST_CHECK enum status buf_status(const struct buf *b) NONNULL(1);

/*
 * Append bytes, one byte, a string without its zero, hex digits in lower case, a big-endian
 * integer, or text of printf's kind. The buffer remembers a failure, see above.
 */
void buf_add(struct buf *b, const void *data, size_t len) NONNULL(1);
void buf_add_byte(struct buf *b, uint8_t byte) NONNULL(1);
void buf_add_str(struct buf *b, const char *text) NONNULL(1, 2);
void buf_add_hex(struct buf *b, const uint8_t *data, size_t len) NONNULL(1);
void buf_add_be64(struct buf *b, uint64_t v) NONNULL(1);
void buf_addf(struct buf *b, const char *format, ...) PRINTF(2, 3) NONNULL(1, 2);

/*
 * Makes room for `len` more bytes and returns the place for them, or NULL after a failure. The
 * caller writes there and then tells buf_grew() how many bytes it wrote.
 */
uint8_t *buf_reserve(struct buf *b, size_t len) NONNULL(1);
void buf_grew(struct buf *b, size_t len) NONNULL(1);

/* The contents as a C string, "" after a failure. The zero byte behind them is not counted. */
const char *buf_str(struct buf *b) NONNULL(1);

/*
 * Hands the memory to the caller, who frees it, and leaves `b` empty. Returns NULL when `b` is
 * empty. `len` may be NULL.
 */
uint8_t *buf_take(struct buf *b, size_t *len) NONNULL(1);

#endif
