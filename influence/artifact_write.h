/* Writing the public model artifact. */
#ifndef INFLUENCE_ARTIFACT_WRITE_H
#define INFLUENCE_ARTIFACT_WRITE_H

#include "base/status.h"
#include "influence/artifact.h"

struct buf;

/*
 * Appends the file to `out` (limit LIMIT_MODEL), of version 2. The same artifact gives the same
 * bytes. Returns: STATUS_OK, ERR_USAGE for an artifact without forecasts, ERR_RANGE for NaN or
 * infinity, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status artifact_write(struct buf *out, const struct artifact *a, struct err *e);

#endif
