/*
 * The cache: a database with everything that byline read last, so that it can show it at once.
 *
 * All of it can be read from the network again, except the user's own transactions, labels and
 * datasets. A handle belongs to one thread. The functions of this folder work on the network that
 * cache_networks_select() chose; accounts alone belong to all networks.
 *
 * Conventions of cache/: a function that fills an array sets `*out` to memory that the caller
 * frees with free() (NULL when `*n` is 0). Times are seconds since 1970. Each function returns
 * STATUS_OK, or: ERR_NO_SPACE (nothing of the running transaction is kept, everything before it
 * is), ERR_BUSY (another byline held the database for more than 5 s), ERR_DAMAGED, ERR_PERMISSION
 * (opened read-only), ERR_IO, ERR_MEMORY.
 */
#ifndef CACHE_DB_H
#define CACHE_DB_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct cache;

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
 * Make several writes one: either all of them are on disk when cache_commit() returns, or none.
 * Pairs nest, and the outermost pair counts. After a failure inside, the outermost cache_commit()
 * rolls back and returns that failure. cache_rollback() gives up everything since the outermost
 * cache_begin().
 */
MUST_CHECK enum status cache_begin(struct cache *c, struct err *e);
MUST_CHECK enum status cache_commit(struct cache *c, struct err *e);
void cache_rollback(struct cache *c);

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
