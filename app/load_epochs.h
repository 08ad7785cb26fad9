/* The epochs of a snapshot, with their verdicts, and the shown account's leaves in them. */
#ifndef APP_LOAD_EPOCHS_H
#define APP_LOAD_EPOCHS_H

#include "app/load_rows.h"

/*
 * Fills epochs and scores, and adds royalties, influence and share to the datasets, which must be
 * loaded before. Does nothing when no account is shown.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_epochs(struct loading *l, struct err *e);

#endif
