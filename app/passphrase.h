/* Using the passphrase of the open vault again: to change it, or to see the recovery phrase. */
#ifndef APP_PASSPHRASE_H
#define APP_PASSPHRASE_H

#include "app/app.h"
#include "base/secret.h"

/*
 * Encrypts the open vault again under a new passphrase.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_WRONG_PASSPHRASE for `old`, ERR_BUSY, ERR_CHANGED, …
 */
MUST_CHECK enum status change_passphrase(struct app *app, const struct secret *old,
					 const struct secret *passphrase, struct err *e);

/*
 * Gives the recovery phrase, after the passphrase was typed once more.
 * Out:     `phrase`  freed by the caller
 * Returns: STATUS_OK, ERR_LOCKED, ERR_WRONG_PASSPHRASE.
 */
MUST_CHECK enum status reveal_phrase(struct app *app, struct secret **phrase,
				     const struct secret *passphrase, struct err *e);

#endif
