/* The accounts byline knows: those of the vault, mirrored in the cache, and watch-only ones. */
#ifndef APP_ACCOUNT_H
#define APP_ACCOUNT_H

#include "app/app.h"
#include "app/snapshot.h"

/*
 * Adds a watch-only account. One that is watched already keeps its label when `label` is NULL or
 * "", and gets this one otherwise.
 * Returns: STATUS_OK, ERR_EXISTS when the vault has the account's key, or as check_label().
 */
MUST_CHECK enum status watch_account(struct app *app, const struct address *address,
				     const char *label, struct err *e);

/* Removes a watch-only account. ERR_REFUSED for one of the vault, ERR_NOT_FOUND. */
MUST_CHECK enum status forget_account(struct app *app, const struct snapshot_account *account,
				      struct err *e);

/*
 * Labels an account's row in the cache alone. A key's account gets the label into its vault at the
 * next unlock. ERR_NOT_FOUND.
 */
MUST_CHECK enum status store_account_label(struct app *app, const struct address *address,
					   const char *label, struct err *e);

/*
 * A label names one account: ERR_EXISTS, with the other one's address, when an account but
 * `address` has it. `address` NULL: a new account. The empty label is free.
 */
MUST_CHECK enum status check_label(struct app *app, const char *label,
				   const struct address *address, struct err *e);

/* All accounts, vault accounts by index, then watch-only ones. The caller frees the array. */
MUST_CHECK enum status load_accounts(struct app *app, struct snapshot_account **out, size_t *n,
				     struct err *e);

/*
 * Finds which of `n` accounts a person means.
 * In:      `name`  an address, a label or a vault index; NULL or "": the first account
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_USAGE for a label that several accounts have.
 */
MUST_CHECK enum status find_account(size_t *index, const struct snapshot_account *accounts,
				    size_t n, const char *name, struct err *e);

#endif
