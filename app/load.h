/* From the cache to the immutable value that screens and subcommands show. */
#ifndef APP_LOAD_H
#define APP_LOAD_H

#include "app/app.h"
#include "app/snapshot.h"

/* The state of the cache now. The caller gives it back with snapshot_unref(). */
MUST_CHECK enum status load_snapshot(struct app *app, const struct snapshot **out, struct err *e);

#endif
