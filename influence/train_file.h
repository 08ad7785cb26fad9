/*
 * The head file, which a datanet's operator keeps.
 */
#ifndef INFLUENCE_TRAIN_FILE_H
#define INFLUENCE_TRAIN_FILE_H

#include "base/buf.h"
#include "influence/train.h"

/* Appends the head file to `out` (limit LIMIT_MODEL); reads it back with all checks. */
MUST_CHECK enum status train_file_write(struct buf *out, const struct trained *t, struct err *e);
MUST_CHECK enum status train_file_read(struct trained *t, const void *data, size_t len,
				       struct err *e);

#endif
