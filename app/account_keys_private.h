/* The part of changing accounts that opening the vault uses. */
#ifndef APP_ACCOUNT_KEYS_PRIVATE_H
#define APP_ACCOUNT_KEYS_PRIVATE_H

#include "app/app.h"
#include "base/secret.h"

/*
 * Writes into the open vault, with its passphrase, each label that was given while it could not be
 * written. One that cannot be written now stays in the cache until the next unlock.
 */
void save_labels(struct app *app, const struct secret *passphrase);

#endif
