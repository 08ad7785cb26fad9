/*
 * The cache database: what byline knew last, on disk.
 *
 * Everything in it can be rebuilt from the network but the user's own transactions, labels and
 * datasets. One handle belongs to one thread. Functions of the folder act on the network chosen by
 * cache_networks_select(); only accounts are of all networks.
 *
 * Conventions of cache/: a function that fills an array sets `*out` to memory that the caller
 * frees with free() (NULL when `*n` is 0). Each returns STATUS_OK, or: ERR_NO_SPACE (nothing of
 * the running transaction is kept, everything before it is), ERR_BUSY (another byline held the
 * database for more than 5 s), ERR_DAMAGED, ERR_PERMISSION (opened read-only), ERR_IO, ERR_MEMORY.
 */
#ifndef CACHE_DB_H
#define CACHE_DB_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct cache;

/*
 * Opens or creates `path` (mode 0600; ":memory:" for tests), in WAL mode, and brings the schema up
 * to date. `read_only`: no write succeeds, a missing file is an empty cache and is not created.
 * Returns: STATUS_OK; ERR_VERSION for a database of a newer byline, which is left untouched;
 * ERR_DAMAGED, ERR_PERMISSION, ERR_BUSY, ERR_NO_SPACE, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status cache_open(struct cache **out, const char *path, bool read_only,
				  struct err *e);
void cache_close(struct cache *c);

/*
 * Several writes as one: all or nothing, on disk when cache_commit() returns. Begin and commit
 * nest;
 * the outermost pair counts. After a failure inside, cache_commit() rolls back and returns that
 * failure. cache_rollback() gives up everything since the outermost cache_begin().
 */
MUST_CHECK enum status cache_begin(struct cache *c, struct err *e);
MUST_CHECK enum status cache_commit(struct cache *c, struct err *e);
void cache_rollback(struct cache *c);

/*
 * Looks through the whole file at `path` (SQLite's quick_check) with a read-only handle of its
 * own, from any thread; takes about a second for 100 MiB, little memory, and holds up no writer;
 * whoever calls it waits for it. `cancel` (NULL: never) is looked at between rows, and with SQLite
 * 3.41 or newer between pages too. A missing file is sound. ERR_DAMAGED with what to do about it;
 * ERR_CANCELLED.
 */
MUST_CHECK enum status cache_check(const char *path, const atomic_bool *cancel, struct err *e);

#endif
