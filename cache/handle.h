/* The handle of the cache: opened, closed, and its file looked through for damage. */
#ifndef CACHE_HANDLE_H
#define CACHE_HANDLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "cache/db.h"

/*
 * Opens the database `path`, or creates it (mode 0600; ":memory:" for tests), in WAL mode, and
 * brings the schema up to date.
 * In:      read_only  no write will succeed; a file that does not exist is not created, and the
 *                     cache is empty
 * Out:     out        closed with cache_close()
 * Returns: STATUS_OK; ERR_VERSION for a database of a newer byline, which is left untouched;
 *          ERR_DAMAGED, ERR_PERMISSION, ERR_BUSY, ERR_NO_SPACE, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status cache_open(struct cache **out, const char *path, bool read_only,
				  struct err *e);

/*
 * How many rows with marks were damaged when the cache was opened: they did not fit their sum
 * (cache/sums.h), and are not there.
 */
size_t cache_damaged(const struct cache *c);

/* NULL is allowed. */
void cache_close(struct cache *c);

/*
 * Looks for damage in the whole file at `path` (SQLite's quick_check), with a read-only handle of
 * its own, from any thread. It takes about a second for 100 MiB and little memory, and holds up no
 * writer. A file that does not exist is sound.
 * In:      cancel  (or NULL) ends the search; looked at between rows, and with SQLite 3.41 or newer
 *                  between pages too
 * Returns: STATUS_OK, ERR_DAMAGED with what to do about it in `e`, ERR_CANCELLED.
 */
MUST_CHECK enum status cache_check(const char *path, const atomic_bool *cancel, struct err *e);

#endif
