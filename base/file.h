/*
 * The user's files: private, and whole or not there at all.
 *
 * Every write that matters goes through file_write(): a temporary file beside the target, fsync,
 * rename, fsync of the folder, then read back and compared. After a crash or a full disk at any
 * moment the old file or the new one is there.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/status.h"

struct buf;

/*
 * Appends the whole of `path` to `out` (its limit is the ceiling).
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_PERMISSION, ERR_LIMIT, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status file_read(struct buf *out, const char *path, struct err *e);

/* As file_read(), but refuses (ERR_PERMISSION) a file that other users may read or write. */
MUST_CHECK enum status file_read_private(struct buf *out, const char *path, struct err *e);

/*
 * Replaces `path` by `len` bytes with mode 0600, as described above.
 * Returns: STATUS_OK, ERR_NO_SPACE, ERR_PERMISSION, ERR_IO, ERR_CHANGED (read back differs).
 */
MUST_CHECK enum status file_write(const char *path, const void *data, size_t len, struct err *e);

/*
 * Removes the temporary files that a killed file_write() to `path` left beside it. Call it only
 * while nobody else writes there.
 */
void file_sweep(const char *path);

/*
 * Removes the temporary files in `dir` that killed writes of any file left there an hour ago or
 * earlier: no write takes so long.
 */
void file_sweep_folder(const char *dir);

/* As file_write(), but never overwrites: ERR_EXISTS when `path` is already there. */
MUST_CHECK enum status file_write_new(const char *path, const void *data, size_t len,
				      struct err *e);

/*
 * Whether file_write_new() can begin: for those who ask a person something before they write.
 * Returns: STATUS_OK; ERR_EXISTS; ERR_NOT_FOUND, ERR_PERMISSION or ERR_IO of the folder.
 */
MUST_CHECK enum status file_check_new(const char *path, struct err *e);

/*
 * Takes an exclusive lock (flock) on `path`, which is created if need be. Does not wait.
 * Out: a descriptor, which the caller closes to unlock.
 * Returns: STATUS_OK, ERR_BUSY when another process has the lock, ERR_IO.
 */
MUST_CHECK enum status file_lock(int *fd, const char *path, struct err *e);

/*
 * Writes all bytes to a descriptor. Goes on after a signal and after a write that took only a part.
 * A failure leaves its reason in errno.
 */
MUST_CHECK enum status file_write_all(int fd, const void *data, size_t len);

#endif
