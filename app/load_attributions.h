/* The live attributions of a snapshot. */
#ifndef APP_LOAD_ATTRIBUTIONS_H
#define APP_LOAD_ATTRIBUTIONS_H

#include "app/load_rows.h"

/*
 * Fills the newest attributions of the shown account at the profile's datanet. Datasets and models
 * must be loaded before. Does nothing when no account is shown.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_attributions(struct loading *l, struct err *e);

#endif
