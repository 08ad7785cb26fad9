/* The bytes of a file of claims, piece by piece, as often as needed, with their progress. */
#ifndef DROP_SOURCE_H
#define DROP_SOURCE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/err.h"

/* Is called now and then while a file is read; false cancels (ERR_CANCELLED). */
typedef bool source_watch(void *user, uint64_t done, uint64_t total);

/* An open file. Private fields. */
struct source {
	int fd;
	struct stat opened; /* to notice that the file changed */
	source_watch *watch;
	void *user;
	uint64_t done;	/* bytes read in this pass */
	uint8_t *piece; /* SOURCE_PIECE bytes */
	size_t len;	/* bytes of the piece that was given out */
	size_t held;	/* bytes after it, which begin a character */
};

#define SOURCE_PIECE (64 * KIB)

/*
 * Opens a regular file. `watch` may be NULL.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_PERMISSION, ERR_UNSUPPORTED for what is no file, ERR_LIMIT
 *          above LIMIT_DROP_FILE, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status source_open(struct source *s, const char *path, source_watch *watch,
				   void *user, struct err *e);

/* Goes back to the beginning. ERR_CHANGED when the file is not the one that was opened. */
MUST_CHECK enum status source_rewind(struct source *s, struct err *e);

/*
 * The next bytes, whole characters of UTF-8; `len` is 0 at the end. A byte order mark at the
 * beginning is left out.
 * Out:     data  lives until the next call
 * Returns: STATUS_OK, ERR_PARSE for text that is not UTF-8, ERR_CANCELLED, ERR_CHANGED, ERR_IO.
 */
MUST_CHECK enum status source_next(struct source *s, const uint8_t **data, size_t *len,
				   struct err *e);

/* Closes. May be called for a struct of zeros. */
void source_close(struct source *s);

#endif
