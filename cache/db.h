/*
 * The cache: a database with everything that byline read last, so that it can show it at once.
 *
 * All of it can be read from the network again, except the user's own transactions, labels and
 * datasets. A handle belongs to one thread. The functions of this folder work on the network that
 * cache_networks_select() chose, or cache_networks_return() later; accounts alone belong to all.
 *
 * Conventions of cache/: a function that fills an array sets `*out` to memory that the caller
 * frees with free() (NULL when `*n` is 0). Times are seconds since 1970. Each function returns
 * STATUS_OK, or: ERR_NO_SPACE (nothing of the running transaction is kept, everything before it
 * is), ERR_BUSY (another byline held the database for more than 5 s), ERR_DAMAGED, ERR_PERMISSION
 * (opened read-only), ERR_IO, ERR_MEMORY.
 */
#ifndef CACHE_DB_H
#define CACHE_DB_H

#include "base/err.h"

struct cache;

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
 * Makes several reads see one state of the database, whatever another byline writes meanwhile.
 * Ended by cache_commit(); nests with the pairs above.
 */
MUST_CHECK enum status cache_begin_reading(struct cache *c, struct err *e);

#endif
