/* Writing the public model artifact. */
#ifndef INFLUENCE_ARTIFACT_WRITE_H
#define INFLUENCE_ARTIFACT_WRITE_H

#include "base/status.h"
#include "influence/artifact.h"

struct buf;

/* Appends the file to `out` (limit LIMIT_MODEL). The same artifact gives the same bytes. */
MUST_CHECK enum status artifact_write(struct buf *out, const struct artifact *a, struct err *e);

#endif
