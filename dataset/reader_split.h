/*
 * The ends of records in a stream of bytes: of lines and of kept records; those of CSV are in
 * dataset/reader_csv.h. Only the reader uses this.
 */
#ifndef DATASET_READER_SPLIT_H
#define DATASET_READER_SPLIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* The next record in a window of bytes, counted from the window's first byte. */
struct reader_split {
	bool found;
	bool skip;     /* the bytes up to `next` hold no record: an empty line */
	size_t offset; /* first byte of the record */
	size_t len;
	size_t next; /* the beginning of the record after it */
};

/* How far a window was searched; positions count from the beginning of the record. */
struct reader_scan {
	size_t at;
	int state;	/* state of reader_csv_split() */
	uint64_t lines; /* line ends inside the record so far */
};

/*
 * Looks for the end of the record that begins at `data`; `last` when no bytes follow.
 * Returns: STATUS_OK, ERR_PARSE with a message that lacks file and line.
 */
typedef enum status reader_split_fn(struct reader_scan *scan, struct reader_split *out,
				    const uint8_t *data, size_t len, bool last, struct err *e);

/* Lines: the bytes between two LF. Never fails. */
reader_split_fn reader_split_lines;

/* Kept records: uint64be length ‖ record. */
reader_split_fn reader_split_framed;

#endif
