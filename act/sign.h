/* Signing an act that was prepared on this machine. */
#ifndef ACT_SIGN_H
#define ACT_SIGN_H

#include "act/act.h"
#include "app/app.h"

/*
 * Signs with the unlocked vault, once a person agreed to it. `expect` non-NULL: the signing hash
 * must equal it, and expect_digest() named it to the signer, so that nobody is asked.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_REFUSED, ERR_MISMATCH, ERR_EXPIRED; ERR_CHANGED when another
 *          transaction of its nonce, or one it would wait for, was signed since it was prepared; as
 *          agree_to_acts().
 */
MUST_CHECK enum status sign_act(struct app *app, struct act *act, const struct hash *expect,
				struct err *e);

/* sign_act() for an act that agree_to_acts() has asked for. */
MUST_CHECK enum status sign_agreed(struct app *app, struct act *act, struct err *e);

#endif
