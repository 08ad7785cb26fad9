/* Whether there is a vault on this machine. */
#ifndef APP_VAULT_STATE_H
#define APP_VAULT_STATE_H

#include "app/app.h"

/* Whether there is a vault file. */
bool has_vault(const struct app *app);

#endif
