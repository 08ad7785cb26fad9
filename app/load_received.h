/* The received payments of a snapshot. */
#ifndef APP_LOAD_RECEIVED_H
#define APP_LOAD_RECEIVED_H

#include "app/load_rows.h"

/*
 * Fills the payments to the shown account, and for each royalty whether they are all that was
 * claimed. Royalties and claims must be filled before.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_received(struct loading *l, struct err *e);

#endif
