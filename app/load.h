/* Makes the immutable value that screens and subcommands show from the rows of the cache. */
#ifndef APP_LOAD_H
#define APP_LOAD_H

#include "app/app.h"
#include "app/snapshot.h"

/*
 * Makes a snapshot of the cache as it is now.
 * Out:     `out`  given back with snapshot_unref()
 * Returns: STATUS_OK, ERR_MEMORY, ERR_NOT_FOUND when --account names no account, a failure of the
 *          cache.
 */
MUST_CHECK enum status load_snapshot(struct app *app, const struct snapshot **out, struct err *e);

#endif
