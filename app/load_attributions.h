/* The live attributions of a snapshot. */
#ifndef APP_LOAD_ATTRIBUTIONS_H
#define APP_LOAD_ATTRIBUTIONS_H

#include "app/load_rows.h"

/*
 * Computes the most rows that each standing may have, so that all of them fill what a snapshot
 * shows, and none that has many leaves the others without.
 * In:      `counts`  the rows of each standing; sorted here
 */
size_t load_attributions_part(uint64_t *counts, size_t n);

/*
 * Appends the newest attributions of the account at the datanet, at most `attributions_part`.
 * Datasets and models must be loaded before.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_attributions(struct loading *l, struct err *e);

#endif
