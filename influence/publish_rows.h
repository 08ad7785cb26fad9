/* A publisher's work on rows: comparing, splitting and copying them, and measuring over them. */
#ifndef INFLUENCE_PUBLISH_ROWS_H
#define INFLUENCE_PUBLISH_ROWS_H

#include "influence/artifact.h"
#include "influence/ihvp.h"

/*
 * Refuses queries and public texts that equal a training record: their rows are published, and
 * with a list of likely words a row can be read. Refuses public texts that equal a query, too: the
 * curvature would be told by the very rows that the loss is told by, and changes come out at half.
 * Returns: STATUS_OK, ERR_REFUSED with the number of the row, ERR_MEMORY.
 */
MUST_CHECK enum status publish_rows_check(const struct corpus *records,
					  const struct corpus *queries, const struct corpus *public,
					  struct err *e);

/* Splits queries: even places, from 0, into `a`, odd ones into `b`. ERR_MEMORY. */
MUST_CHECK enum status publish_rows_split(struct corpus *a, struct corpus *b,
					  const struct corpus *queries, struct err *e);

/* Copies all rows. ERR_MEMORY. */
MUST_CHECK enum status publish_rows_copy(struct corpus *out, const struct corpus *rows,
					 struct err *e);

/* The percentiles of the influences by `q` of all `rows`. ERR_MEMORY. */
MUST_CHECK enum status publish_rows_quantiles(float out[static ARTIFACT_QUANTILES],
					      const struct head *h, const double *q,
					      const struct corpus *rows, struct err *e);

/* The curves of the losses of all `rows`, under their labels and under all others. ERR_MEMORY. */
MUST_CHECK enum status publish_rows_curves(struct label_curves *out, const struct head *h,
					   const struct corpus *rows, struct err *e);

#endif
