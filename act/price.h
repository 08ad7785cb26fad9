/* The cost of an act: the price of gas, its limit, a rollup's own fees, and who can pay them. */
#ifndef ACT_PRICE_H
#define ACT_PRICE_H

#include "act/act.h"
#include "app/session_private.h"

/*
 * Sets type, prices and gas limit of act->tx by what the nodes say now.
 * Returns: STATUS_OK; ERR_REVERTED with the contract's reason; ERR_ANSWER when no estimate can be
 *          right.
 */
MUST_CHECK enum status choose_gas(struct session *session, struct act *act, struct err *e);

/*
 * Decodes act->tx, whose members are all set, into the descriptor, asks for the rollup's fees, and
 * sets act->fee_cap to the most that gas and fees can cost together.
 */
MUST_CHECK enum status price_act(struct app *app, struct session *session, struct act *act,
				 struct err *e);

/*
 * Refuses an act whose cost is above the profile's cap, or above what `from` has.
 * Returns: STATUS_OK, ERR_REFUSED, ERR_FUNDS with the amount that is missing.
 */
MUST_CHECK enum status require_funds(struct app *app, struct session *session,
				     const struct act *act, struct err *e);

/* Tells the rollup's fees in the review, a line each; nothing where none are charged. */
void tell_rollup_fees(struct app *app, struct act *act);

/*
 * Tells the review of a stored act that it was prepared to cost `fee_cap`, of which what is more
 * than its gas is the rollup's.
 */
void take_stored_cap(struct app *app, struct act *act, const struct wei *fee_cap);

#endif
