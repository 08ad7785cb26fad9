/* Files of heads and artifacts: named by the keccak256 of their bytes. */
#ifndef OPERATOR_MODEL_FILE_H
#define OPERATOR_MODEL_FILE_H

#include "base/json.h"
#include "base/status.h"
#include "chain/hash.h"
#include "influence/train.h"

struct buf;

/*
 * Writes `bytes` to `path` and adds "model" (the file's hash), "bytes" and "path" to `summary`.
 * Returns: STATUS_OK, ERR_NO_SPACE, …
 */
MUST_CHECK enum status model_file_write(struct json *summary, const char *path,
					const struct buf *bytes, struct err *e);

/*
 * Reads a head file. Release `out` with train_release(), also after a failure.
 * Out:     `hash`  of the file
 * Returns: STATUS_OK, ERR_NOT_FOUND, a failure of train_file_read() that names the file.
 */
MUST_CHECK enum status model_file_read_head(struct trained *out, struct hash *hash,
					    const char *path, struct err *e);

#endif
