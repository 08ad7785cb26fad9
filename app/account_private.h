/* The mirror of the vault's accounts in the cache, which unlocking the vault brings up to date. */
#ifndef APP_ACCOUNT_PRIVATE_H
#define APP_ACCOUNT_PRIVATE_H

#include "app/app.h"
#include "wallet/door.h"

/*
 * Makes the cache's vault accounts exactly these `n`. An account of an earlier vault stays known,
 * as a watch-only one, and a label that the vault could not be given yet stays too.
 */
MUST_CHECK enum status store_vault_accounts(struct app *app, const struct door_account *accounts,
					    size_t n, struct err *e);

#endif
