/* Counts records that a contributor committed to before. */
#ifndef ACT_DUPLICATES_H
#define ACT_DUPLICATES_H

#include "app/app.h"
#include "dataset/store.h"

/*
 * Counts the records of `own` that are also in another dataset of this vault, or twice in `own`.
 * Keyed fingerprints are compared, so that no record is read again.
 * Returns: STATUS_OK, ERR_MEMORY, ERR_DAMAGED when the files of `own` are; another dataset that is
 *          damaged is passed over.
 */
MUST_CHECK enum status count_duplicates(struct app *app, const struct store *own, uint64_t *out,
					struct err *e);

#endif
