/* The dues of a snapshot: royalties and the leaves that sync judged, line by line. */
#ifndef APP_LOAD_DUES_H
#define APP_LOAD_DUES_H

#include "app/load_rows.h"

/*
 * Appends what every payer of the network owes to each account that is wanted. Its royalties and
 * claims must be loaded before. Rows of a payer that the profile has no longer stay in the cache
 * and are not shown: nothing can be said of their terms.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_dues(struct loading *l, struct err *e);

#endif
