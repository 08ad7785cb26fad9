/* Signing an act that was prepared on this machine. */
#ifndef ACT_SIGN_H
#define ACT_SIGN_H

#include "act/act.h"
#include "app/app.h"

/*
 * Signs with the unlocked vault. `expect` non-NULL: the signing hash must equal it (scripts).
 * Returns: STATUS_OK, ERR_LOCKED, ERR_REFUSED, ERR_MISMATCH, ERR_EXPIRED; ERR_CHANGED when another
 *          transaction of its nonce, or one it would wait for, was signed since it was prepared.
 */
MUST_CHECK enum status sign_act(struct app *app, struct act *act, const struct hash *expect,
				struct err *e);

#endif
