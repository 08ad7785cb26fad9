/* The profile of a network, accepted by the vault: the signer shows it and asks. */
#ifndef APP_ACCEPT_PROFILE_H
#define APP_ACCEPT_PROFILE_H

#include "app/app.h"

/*
 * Asks whether to accept the app's profile, unless the open vault has accepted it as it is. The
 * vault keeps what was accepted, so that its passphrase is asked for too.
 * Returns: STATUS_OK, also without a profile; ERR_REFUSED when it was not; ERR_LOCKED;
 *          ERR_USAGE where nobody can be asked; as change_passphrase().
 */
MUST_CHECK enum status accept_profile(struct app *app, struct err *e);

#endif
