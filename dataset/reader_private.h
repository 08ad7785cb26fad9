/*
 * Inside the reader: where records come from and where a batch is put together.
 */
#ifndef DATASET_READER_PRIVATE_H
#define DATASET_READER_PRIVATE_H

#include "dataset/reader.h"
#include "dataset/stream.h"

/*
 * Eight of the largest records: what is hashed side by side. Only touched as far as it is
 * filled.
 */
#define ARENA_SIZE (8 * (LIMIT_RECORD_FRAMED + READER_HEADROOM))

/*
 * With so many bytes a batch of whole eights is full: they are hashed out of the second-level
 * cache (1 MiB where this was measured) instead of memory.
 */
#define ARENA_ENOUGH (512 * KIB)

/* A batch being filled. */
struct reader_arena {
	uint8_t *data;
	size_t used;
	struct reader_record records[READER_BATCH];
	size_t n;
};

/* Room for a record of `len` bytes behind its headroom, or NULL when the batch is full. */
uint8_t *reader_arena_add(struct reader_arena *a, size_t len);

/* The time of modification in nanoseconds since 1970, 0 when it is before. */
int64_t reader_mtime_ns(const struct stat *st);

/* Where the next record is in a window of bytes. */
struct reader_split {
	bool found;
	bool skip;     /* bytes up to `next` hold no record: an empty line */
	size_t offset; /* of the record in the window */
	size_t len;
	size_t next; /* where the one after it begins */
};

/* Remembers how far a window was searched; positions count from the beginning of the record. */
struct reader_scan {
	size_t at;
	int state;	 /* of the csv machine */
	uint64_t lines;	 /* line ends inside the record so far */
	uint64_t record; /* framed: its index */
};

/*
 * Looks for the end of the record that begins at `data`; `last` when no bytes follow.
 * Returns: STATUS_OK, ERR_PARSE with a message that lacks file and line.
 */
typedef enum status reader_split_fn(struct reader_scan *scan, struct reader_split *out,
				    const uint8_t *data, size_t len, bool last, struct err *e);
reader_split_fn reader_lines_split, reader_csv_split, reader_framed_split;

/* The files of a folder; see reader_files.c. */
struct reader_files;
MUST_CHECK enum status reader_files_open(struct reader_files **out, const char *path,
					 struct err *e);
void reader_files_close(struct reader_files *f);
MUST_CHECK enum status reader_files_fill(struct reader_files *f, struct reader_arena *a,
					 struct err *e);
void reader_files_progress(const struct reader_files *f, uint64_t *done, uint64_t *total);
void reader_files_source(const struct reader_files *f, struct reader_source *out);

#endif
