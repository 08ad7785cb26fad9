/*
 * Records out of files: what a line, a CSV row or a piece of a file is, exactly.
 *
 *   lines  split at LF; one CR before it is dropped, a leading UTF-8 byte order mark is dropped,
 *          empty lines are skipped, a last line without LF counts, nothing else is trimmed
 *   csv    RFC 4180: the raw bytes between record ends outside quotes, quotes kept; the first
 *          record is the header and no record; empty lines outside quotes are skipped
 *   files  pieces of at most 1 MiB of every regular file below a folder, in byte order of their
 *          paths: uint32be length ‖ UTF-8 path ‖ uint64be offset ‖ content; an empty file is one
 *          empty piece
 *
 * lines and csv may be compressed with gzip or zstd (told by their first bytes); nothing is ever
 * unpacked as a whole. Symbolic links, devices, sockets and pipes below a `files` folder are
 * refused by name: what a link points to may change without the folder changing.
 */
#ifndef DATASET_READER_H
#define DATASET_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "dataset/reader_kind.h"

/* Writable bytes in front of every record, so that salt ‖ record is hashed where it lies. */
#define READER_HEADROOM 32

/* data[-READER_HEADROOM .. -1] belongs to whoever holds the batch. */
struct reader_record {
	uint8_t *data;
	size_t len;
};

/* Consecutive records; valid until the next reader_next() or reader_close(). */
struct reader_batch {
	const struct reader_record *records;
	size_t n;
	uint64_t first; /* index of records[0] in the dataset */
};

/* At most this many records come in one batch. */
#define READER_BATCH 1024

struct reader;

/*
 * Opens `path`. A csv's header is read at once.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_PERMISSION, ERR_IO, ERR_UNSUPPORTED (special file),
 * ERR_PARSE (csv header, a file name that is not UTF-8), ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status reader_open(struct reader **out, const char *path, enum reader_kind kind,
				   struct err *e);

/* Opens `path` as kept records: `records` times uint64be length ‖ record, and nothing behind. */
MUST_CHECK enum status reader_open_framed(struct reader **out, const char *path, uint64_t records,
					  struct err *e);

/* NULL is allowed. */
void reader_close(struct reader *r);

/*
 * The next records; n is 0 after the last.
 * Returns: STATUS_OK; ERR_PARSE with record and line (not UTF-8, open quote, quote inside a bare
 * field), ERR_LIMIT (a record over LIMIT_RECORD, too many records), ERR_CHANGED (the source changed
 * meanwhile), ERR_DAMAGED (compressed data), ERR_NOT_FOUND at the end of a source without any
 * record, ERR_IO, ERR_MEMORY. After a failure only reader_close() may follow.
 */
MUST_CHECK enum status reader_next(struct reader *r, struct reader_batch *out, struct err *e);

/* A csv's header without its line end; NULL for other kinds. Lives as long as the reader. */
const uint8_t *reader_header(const struct reader *r, size_t *len);

/* Bytes of the source (compressed as it lies there) read so far and in all. */
void reader_progress(const struct reader *r, uint64_t *done, uint64_t *total);

/* Told now and then while a source is read; false cancels (ERR_CANCELLED). */
typedef bool reader_watch(void *user, uint64_t done, uint64_t total);

/* What the source was like when it was opened, to notice later that it is another. */
struct reader_source {
	uint64_t size;	  /* bytes on disk; of all files for `files` */
	int64_t mtime_ns; /* the latest modification, nanoseconds since 1970; 0 before */
};
void reader_source(const struct reader *r, struct reader_source *out);

#endif
