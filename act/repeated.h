/* An act that is under way already: to attest or revoke twice is to pay twice for one thing. */
#ifndef ACT_REPEATED_H
#define ACT_REPEATED_H

#include "act/act.h"
#include "app/app.h"

/*
 * Looks for an own transaction that does just what `act` would do: the same call of the same
 * contract by the same account. Payments are not looked for: a person may pay the same sum twice.
 * Returns: STATUS_OK; ERR_EXISTS, naming the transaction and the next step, when one is signed, on
 *          its way, in a block, or was dropped by the nodes and can be sent again.
 */
MUST_CHECK enum status check_repeated(struct app *app, const struct act *act, struct err *e);

#endif
