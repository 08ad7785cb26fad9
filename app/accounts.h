/* The accounts byline knows: those of the vault, mirrored in the cache, and watch-only ones. */
#ifndef APP_ACCOUNTS_H
#define APP_ACCOUNTS_H

#include "app/app.h"
#include "app/snapshot.h"
#include "wallet/door.h"

/* Makes the cache's vault accounts exactly these. */
MUST_CHECK enum status store_vault_accounts(struct app *app, const struct door_account *accounts,
					    size_t n, struct err *e);
MUST_CHECK enum status store_watch_account(struct app *app, const struct address *address,
					   const char *label, struct err *e);
MUST_CHECK enum status store_account_label(struct app *app, const struct address *address,
					   const char *label, struct err *e);

/* All accounts, vault accounts by index, then watch-only ones. The caller frees the array. */
MUST_CHECK enum status load_accounts(struct app *app, struct snapshot_account **out, size_t *n,
				     struct err *e);

/* Which of `n` accounts is meant: an address, a label, a vault index; NULL or "": the first. */
MUST_CHECK enum status find_account(size_t *index, const struct snapshot_account *accounts,
				    size_t n, const char *name, struct err *e);

#endif
