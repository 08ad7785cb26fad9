/* Broadcasting a signed act. */
#ifndef ACT_SEND_H
#define ACT_SEND_H

#include "act/act.h"
#include "app/app.h"

/*
 * Checks that nothing moved since it was prepared (nonce, proven root, expiry, simulation), then
 * broadcasts to all nodes and records it. Following it is follow_transactions()'s matter.
 * Returns: STATUS_OK, ERR_CHANGED, ERR_EXPIRED, ERR_REVERTED, ERR_FUNDS, ERR_UNREACHABLE.
 */
MUST_CHECK enum status send_act(struct app *app, struct task *task, struct act *act, struct err *e);

#endif
