/* The claims and the transactions of a snapshot. */
#ifndef APP_LOAD_CLAIMS_H
#define APP_LOAD_CLAIMS_H

#include "app/load_rows.h"

/*
 * Fills claims and transactions. The block must be known before: it gives the confirmations.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_claims(struct loading *l, struct err *e);

#endif
