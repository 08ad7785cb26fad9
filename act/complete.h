/* Nonce, fees, gas and funds of an act: the last step of its preparation. */
#ifndef ACT_COMPLETE_H
#define ACT_COMPLETE_H

#include "act/act.h"
#include "app/session_private.h"

/*
 * Fills in chain, nonce, fees and gas of act->tx, whose to, value and data are set; plays it on the
 * nodes; checks the fee cap and that `from` can pay; decodes the descriptor from the bytes; names
 * what stands in its way. It takes no nonce: that happens when the act is signed.
 * In: `what` is its name in lists; `replace` keeps the nonce act->tx.nonce, which another own
 *     transaction has; else the next free one is chosen.
 * Returns: STATUS_OK, ERR_REVERTED, ERR_FUNDS, ERR_REFUSED over the fee cap.
 */
MUST_CHECK enum status complete_act(struct app *app, struct session *session, struct act *act,
				    const struct sentence *what, bool replace, struct err *e);

/*
 * Names an earlier transaction that has the act's nonce, one that was never sent and that it would
 * wait for, and a draft in a file that becomes void. Signing then takes four digits of the earlier
 * one's hash, or the word FIRST. Called once the act's nonce and its own confirmation are set.
 */
MUST_CHECK enum status warn_of_earlier(struct app *app, struct act *act, struct err *e);

#endif
