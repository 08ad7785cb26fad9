/* The accounts byline knows: those of the vault, mirrored in the cache, and watch-only ones. */
#ifndef APP_ACCOUNT_H
#define APP_ACCOUNT_H

#include "app/app.h"
#include "app/snapshot.h"

/* Adds a watch-only account. ERR_EXISTS when the vault has its key. */
MUST_CHECK enum status store_watch_account(struct app *app, const struct address *address,
					   const char *label, struct err *e);

/* Watches an account no more. ERR_REFUSED for one of the vault, ERR_NOT_FOUND. */
MUST_CHECK enum status forget_account(struct app *app, const struct snapshot_account *account,
				      struct err *e);

/* Labels an account's row. ERR_NOT_FOUND. */
MUST_CHECK enum status store_account_label(struct app *app, const struct address *address,
					   const char *label, struct err *e);

/* All accounts, vault accounts by index, then watch-only ones. The caller frees the array. */
MUST_CHECK enum status load_accounts(struct app *app, struct snapshot_account **out, size_t *n,
				     struct err *e);

/*
 * Which of `n` accounts is meant: an address, a label, a vault index; NULL or "": the first.
 * ERR_NOT_FOUND, ERR_USAGE for a label that several have.
 */
MUST_CHECK enum status find_account(size_t *index, const struct snapshot_account *accounts,
				    size_t n, const char *name, struct err *e);

#endif
