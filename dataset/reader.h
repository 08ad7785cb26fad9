/*
 * Records out of files. A record is exactly:
 *
 *   lines  the bytes between two LF. One CR before the LF is dropped, so is a UTF-8 byte order
 *          mark at the beginning; empty lines are skipped; a last line without LF counts. Nothing
 *          else is trimmed.
 *   csv    the raw bytes between record ends outside quotes (RFC 4180), quotes kept. The first
 *          one is the header and no record; empty lines outside quotes are skipped.
 *   files  a piece of at most 1 MiB of a regular file below a folder: uint32be length ‖ UTF-8
 *          path ‖ uint64be offset ‖ content. Files come in byte order of their paths; an empty
 *          file is one empty piece.
 *
 * lines and csv may be compressed with gzip or zstd, which their first bytes tell; nothing is ever
 * unpacked as a whole. Symbolic links, devices, sockets and pipes below a `files` folder are
 * refused by name: the target of a link may change while the folder does not.
 */
#ifndef DATASET_READER_H
#define DATASET_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "dataset/reader_kind.h"

/* Writable bytes before every record, so that salt ‖ record is hashed where it lies. */
#define READER_HEADROOM 32

/* A record. The holder of the batch may write to data[-READER_HEADROOM .. -1]. */
struct reader_record {
	uint8_t *data;
	size_t len;
	uint64_t line; /* where it begins in its file, from 1; 0 for `files` and kept records */
};

/* Consecutive records, valid until the next reader_next() or reader_close(). */
struct reader_batch {
	const struct reader_record *records;
	size_t n;
	uint64_t first; /* index of records[0] in the dataset */
};

/* Most records of one batch. */
#define READER_BATCH 1024

struct reader;

/*
 * Opens `path` and reads the header of a csv.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_PERMISSION, ERR_IO, ERR_UNSUPPORTED (special file),
 * ERR_PARSE (csv header, a file name that is not UTF-8), ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status reader_open(struct reader **out, const char *path, enum reader_kind kind,
				   struct err *e);

/*
 * Opens `path` as kept records: `records` times uint64be length ‖ record, and nothing after them.
 * Returns: as reader_open().
 */
MUST_CHECK enum status reader_open_framed(struct reader **out, const char *path, uint64_t records,
					  struct err *e);

/* Closes and frees. NULL is allowed. */
void reader_close(struct reader *r);

/*
 * Reads the next records; n is 0 after the last. After a failure only reader_close() may follow.
 * Returns: STATUS_OK; ERR_PARSE with record and line (not UTF-8, open quote, quote inside a bare
 * field); ERR_LIMIT (a record over LIMIT_RECORD, too many records); ERR_CHANGED (the source changed
 * meanwhile); ERR_DAMAGED (compressed data); ERR_NOT_FOUND at the end of a source without any
 * record; ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status reader_next(struct reader *r, struct reader_batch *out, struct err *e);

/*
 * The header of a csv without its line end; NULL for other kinds. It lives as long as the reader.
 */
const uint8_t *reader_header(const struct reader *r, size_t *len);

/* Puts the file and the line of `record` before the message of an error. Returns: `s`. */
enum status reader_misplaced(const struct reader *r, const struct reader_record *record,
			     enum status s, struct err *e);

/* Bytes of the source read so far and in all; of a compressed source, compressed bytes. */
void reader_progress(const struct reader *r, uint64_t *done, uint64_t *total);

/* Is called now and then while a source is read; false cancels (ERR_CANCELLED). */
typedef bool reader_watch(void *user, uint64_t done, uint64_t total);

/* The source as it was when it was opened, to notice later that it changed. */
struct reader_source {
	uint64_t size;	  /* bytes on disk; the sum of all files for `files` */
	int64_t mtime_ns; /* latest modification, nanoseconds since 1970; 0 before that */
};
void reader_source(const struct reader *r, struct reader_source *out);

#endif
