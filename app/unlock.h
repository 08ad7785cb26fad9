/*
 * The vault as a person uses it: create, restore, unlock, lock, accounts, passphrase.
 *
 * The signer returns bytes; this writes them, reads them back and hands them in again before it
 * reports success, so that what signs is what is on disk.
 */
#ifndef APP_UNLOCK_H
#define APP_UNLOCK_H

#include "app/app.h"
#include "base/secret.h"

/* Whether there is a vault file, and whether it is open. */
bool has_vault(const struct app *app);
bool is_unlocked(struct app *app);

/*
 * Opens the vault; takes about half a second. Ensures that its accounts are in the cache.
 * Returns: STATUS_OK, ERR_NOT_FOUND without a vault, ERR_WRONG_PASSPHRASE, ERR_DAMAGED.
 */
MUST_CHECK enum status unlock_vault(struct app *app, const struct secret *passphrase,
				    struct err *e);

/* Forgets all keys. */
void lock_vault(struct app *app);

/*
 * Writes a new vault of 12 or 24 words and leaves it open. Never overwrites one.
 * Returns: STATUS_OK, ERR_EXISTS, ERR_RANGE, ERR_NO_SPACE, …
 */
MUST_CHECK enum status create_vault(struct app *app, const struct secret *passphrase,
				    unsigned words, struct err *e);

/* As create_vault() from a phrase. ERR_PARSE says which word is wrong and which one is near. */
MUST_CHECK enum status restore_vault(struct app *app, const struct secret *phrase,
				     const struct secret *passphrase, struct err *e);

/* Re-encrypts under a new passphrase. The vault must be open. */
MUST_CHECK enum status change_passphrase(struct app *app, const struct secret *old,
					 const struct secret *passphrase, struct err *e);

/* The recovery phrase, after the passphrase is given once more. The caller frees it. */
MUST_CHECK enum status reveal_phrase(struct app *app, struct secret **phrase,
				     const struct secret *passphrase, struct err *e);

/* Adds the next account, or labels one. The vault must be open. */
MUST_CHECK enum status add_account(struct app *app, const char *label, struct address *out,
				   struct err *e);
MUST_CHECK enum status watch_account(struct app *app, const struct address *address,
				     const char *label, struct err *e);
MUST_CHECK enum status label_account(struct app *app, const struct address *address,
				     const char *label, struct err *e);

/* The vault index of an address. ERR_LOCKED, ERR_NOT_FOUND for an address without a key here. */
MUST_CHECK enum status account_index(struct app *app, uint32_t *index,
				     const struct address *address, struct err *e);

#endif
