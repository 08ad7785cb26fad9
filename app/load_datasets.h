/* The datasets of a snapshot. */
#ifndef APP_LOAD_DATASETS_H
#define APP_LOAD_DATASETS_H

#include "app/load_rows.h"

/*
 * Fills the datasets, without what they earn, which load_epochs() adds; and the last acceptance of
 * the snapshot's rhythm.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_datasets(struct loading *l, struct err *e);

#endif
