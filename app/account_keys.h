/* The accounts that the vault has keys for: adding one, labelling one, finding its key. */
#ifndef APP_ACCOUNT_KEYS_H
#define APP_ACCOUNT_KEYS_H

#include "app/app.h"
#include "chain/address.h"

/*
 * Adds the next account to the open vault.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_BUSY or ERR_CHANGED because of another byline process, as
 *          check_label(), …
 */
MUST_CHECK enum status add_account(struct app *app, const char *label, struct address *out,
				   struct err *e);

/*
 * Adds the account at m/44'/60'/0'/0/`index` to the open vault; the cache follows with the next
 * unlock. Returns: as add_account(); ERR_EXISTS when the vault has it.
 */
MUST_CHECK enum status add_account_at(struct app *app, uint32_t index, const char *label,
				      struct err *e);

/*
 * Labels an account: in the open vault when its key is there, else in the cache, from where the
 * next unlock writes the label into the vault.
 * Returns: STATUS_OK, ERR_NOT_FOUND for an account that byline does not know, as check_label()
 *          and add_account().
 */
MUST_CHECK enum status label_account(struct app *app, const struct address *address,
				     const char *label, struct err *e);

/*
 * Finds the index of an account's key in the open vault.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_NOT_FOUND for an address without a key here.
 */
MUST_CHECK enum status account_index(struct app *app, uint32_t *index,
				     const struct address *address, struct err *e);

#endif
