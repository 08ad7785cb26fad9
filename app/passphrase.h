/* Acts that take the passphrase of the open vault once more; the signer asks for it. */
#ifndef APP_PASSPHRASE_H
#define APP_PASSPHRASE_H

#include "app/app.h"

/*
 * Encrypts the open vault again under a new passphrase.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_WRONG_PASSPHRASE for the present one, ERR_BUSY,
 *          ERR_CHANGED, …
 */
MUST_CHECK enum status change_passphrase(struct app *app, struct err *e);

/*
 * Shows the recovery phrase on the terminal.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_WRONG_PASSPHRASE, ERR_USAGE without a terminal.
 */
MUST_CHECK enum status reveal_phrase(struct app *app, struct err *e);

/*
 * Asks on the terminal for some words of the recovery phrase, and notes that they were right.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_MISMATCH names the word that was another one, ERR_USAGE
 *          without a terminal; as change_passphrase().
 */
MUST_CHECK enum status verify_phrase(struct app *app, struct err *e);

#endif
