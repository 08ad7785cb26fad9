/* Accounts that the vault has keys for: adding, importing and labelling one, finding its key. */
#ifndef APP_ACCOUNT_KEYS_H
#define APP_ACCOUNT_KEYS_H

#include "app/app.h"
#include "chain/address.h"

struct buf;

/*
 * Adds the next account to the vault, which is opened where it is locked. The signer asks for what
 * it needs to know, here and below.
 * In:      path  as door_add_account() takes it; "" for byline's own
 * Returns: STATUS_OK, ERR_WRONG_PASSPHRASE, ERR_BUSY or ERR_CHANGED because of another byline
 *          process, ERR_EXISTS and ERR_PARSE for the path, as check_label(), …
 */
MUST_CHECK enum status add_account(struct app *app, const char *path, const char *label,
				   struct address *out, struct err *e);

/*
 * Adds an account whose private key comes from elsewhere. Only the vault's file keeps it: no phrase
 * brings it back.
 * In:      keystore  the file's bytes, which check_keystore() has seen; NULL: the key is typed
 * Returns: as add_account(), ERR_PARSE and ERR_RANGE when it is no key, ERR_WRONG_PASSPHRASE.
 */
MUST_CHECK enum status import_account(struct app *app, const struct buf *keystore,
				      const char *label, struct address *out, struct err *e);

/*
 * Whether a file is a keystore that can be read, before anybody is asked for its passphrase.
 * Errors as keystore_file_read().
 */
MUST_CHECK enum status check_keystore(const struct buf *file, struct err *e);

/*
 * Writes an account's key into the new file `path`, as a keystore under a passphrase of its own,
 * with mode 0600. The vault is opened where it is locked.
 * Returns: as add_account(), ERR_NOT_FOUND for an address without a key here, ERR_EXISTS.
 */
MUST_CHECK enum status export_account(struct app *app, const struct address *address,
				      const char *path, struct err *e);

/*
 * Adds account `index` at `path` to the open vault; the cache follows with the next unlock.
 * Returns: as add_account(); ERR_EXISTS when the vault has it.
 */
MUST_CHECK enum status add_account_at(struct app *app, uint32_t index, const char *path,
				      const char *label, struct err *e);

/*
 * Labels an account: with `in_vault` in the open vault when its key is there, else in the cache,
 * from where the next unlock writes the label into the vault.
 * Returns: STATUS_OK, ERR_NOT_FOUND for an account that byline does not know, as check_label()
 *          and add_account().
 */
MUST_CHECK enum status label_account(struct app *app, bool in_vault, const struct address *address,
				     const char *label, struct err *e);

/*
 * Finds the index of an account's key in the open vault.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_NOT_FOUND for an address without a key here.
 */
MUST_CHECK enum status account_index(struct app *app, uint32_t *index,
				     const struct address *address, struct err *e);

#endif
