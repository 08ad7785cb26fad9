/* Whether there is a vault on this machine. */
#ifndef APP_VAULT_STATE_H
#define APP_VAULT_STATE_H

#include "app/app.h"

/* Whether there is a vault file. */
bool has_vault(const struct app *app);

/*
 * Whether a vault may be created here.
 * Returns: STATUS_OK, ERR_EXISTS, ERR_REFUSED when the app is read-only.
 */
MUST_CHECK enum status require_no_vault(struct app *app, struct err *e);

#endif
