/* The royalties of a snapshot, a row for each distributor. */
#ifndef APP_LOAD_ROYALTIES_H
#define APP_LOAD_ROYALTIES_H

#include "app/load_rows.h"

/* Appends the account's own coins on the network. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status load_coin(struct loading *l, struct err *e);

/*
 * Appends what the payers of the datanet owe the account; its epochs and attributions, and the
 * claims of the network must be loaded before.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_royalties(struct loading *l, struct err *e);

#endif
