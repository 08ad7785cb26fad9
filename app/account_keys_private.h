/* The part of changing accounts that opening the vault uses. */
#ifndef APP_ACCOUNT_KEYS_PRIVATE_H
#define APP_ACCOUNT_KEYS_PRIVATE_H

#include "app/app.h"

/*
 * Writes into the open vault each label that was given while it could not be
 * written. One that cannot be written now stays in the cache until the next unlock.
 */
void save_labels(struct app *app);

#endif
