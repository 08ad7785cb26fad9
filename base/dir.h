/*
 * Folders and the names in them.
 */
#ifndef BASE_DIR_H
#define BASE_DIR_H

#include "base/err.h"

/* Makes the folder and its missing parents with mode 0700. An existing folder is left as it is. */
MUST_CHECK enum status dir_ensure(const char *path, struct err *e);

/* Makes a folder's entries durable (fsync of the folder). */
MUST_CHECK enum status dir_sync(const char *path, struct err *e);

/* The path of `name` in `dir`, with one '/' between. The caller frees. NULL when out of memory. */
char *dir_join(const char *dir, const char *name) NONNULL(1, 2);

/* The folder that holds `path`; "." for a bare name. The caller frees. NULL when out of memory. */
char *dir_of(const char *path) NONNULL(1);

#endif
