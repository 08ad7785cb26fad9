/* The bytes of one regular file, unpacked on the way when it is gzip or zstd, in bounded memory. */
#ifndef DATASET_STREAM_H
#define DATASET_STREAM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/err.h"

struct stream;

/*
 * Opens `path`. Close with stream_close().
 * Returns: STATUS_OK, ERR_UNSUPPORTED (no regular file), ERR_NOT_FOUND, ERR_PERMISSION, ERR_IO,
 * ERR_MEMORY.
 */
MUST_CHECK enum status stream_open(struct stream **out, const char *path, struct err *e);
void stream_close(struct stream *s);

/*
 * Reads up to `cap` bytes (cap >= 1); `*got` is 0 at the end and only there.
 * Returns: STATUS_OK, ERR_CHANGED (at the end: the file is not as it was when it was opened),
 * ERR_DAMAGED (compressed data broken or cut off), ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status stream_read(struct stream *s, uint8_t *out, size_t *got, size_t cap,
				   struct err *e);

/* The bytes read from the file so far, and the file as it was when it was opened. */
uint64_t stream_done(const struct stream *s);
const struct stat *stream_stat(const struct stream *s);

/*
 * Whether two results of stat() are of the same unchanged file: inode, size and time of
 * modification.
 */
bool stream_same(const struct stat *a, const struct stat *b);

/* The time of modification in nanoseconds since 1970; 0 for earlier times. */
int64_t stream_mtime_ns(const struct stat *st);

#endif
