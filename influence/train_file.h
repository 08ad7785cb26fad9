/* The head file, which a datanet's operator keeps (influence/train.h has its contents). */
#ifndef INFLUENCE_TRAIN_FILE_H
#define INFLUENCE_TRAIN_FILE_H

#include <stddef.h>

#include "base/status.h"
#include "influence/train.h"

struct buf;

/*
 * Write appends the head file to `out` (limit LIMIT_MODEL); read checks all of it. Release `t`,
 * also after a failure.
 * Returns: STATUS_OK; as safetensors_write() and artifact_read().
 */
MUST_CHECK enum status train_file_write(struct buf *out, const struct trained *t, struct err *e);
MUST_CHECK enum status train_file_read(struct trained *t, const void *data, size_t len,
				       struct err *e);

#endif
