/* Records that a contributor committed to before. */
#ifndef APP_DUPLICATES_H
#define APP_DUPLICATES_H

#include "app/app.h"
#include "dataset/store.h"

/*
 * How many records of `own` are also in another dataset of this vault, or twice in `own`. Compares
 * keyed fingerprints, so that no record is read again.
 * Returns: STATUS_OK, ERR_MEMORY, ERR_DAMAGED for own files; damaged other datasets are passed
 *          over.
 */
MUST_CHECK enum status count_duplicates(struct app *app, const struct store *own, uint64_t *out,
					struct err *e);

#endif
