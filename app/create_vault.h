/* The three ways to a vault: new words, words that were written down, a copy of a vault file. */
#ifndef APP_CREATE_VAULT_H
#define APP_CREATE_VAULT_H

#include "app/app.h"

/*
 * Writes a new vault of 12 or 24 words and leaves it open. Never overwrites one. With `shows` the
 * words are shown on the terminal first. The signer asks for the passphrase, here and below.
 * Returns: STATUS_OK, ERR_EXISTS, ERR_RANGE for another number of words, ERR_NO_SPACE, …
 */
MUST_CHECK enum status create_vault(struct app *app, unsigned words, bool shows, struct err *e);

/*
 * Writes the vault of a recovery phrase and leaves it open, as create_vault() does. With
 * `has_password` BIP-39's passphrase, which belongs to the phrase, is asked for too.
 * Returns: as create_vault(); ERR_PARSE says which word is wrong and which one is near.
 */
MUST_CHECK enum status restore_vault(struct app *app, bool has_password, struct err *e);

/*
 * Puts a copy of the vault file at `path` in place and leaves it open. Never overwrites a vault.
 * Returns: STATUS_OK; ERR_EXISTS, ERR_WRONG_PASSPHRASE, ERR_DAMAGED, and nothing is written then.
 */
MUST_CHECK enum status restore_vault_file(struct app *app, const char *path, struct err *e);

#endif
