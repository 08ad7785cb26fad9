/* Earlier transactions of an act's account that stand in its way. */
#ifndef ACT_EARLIER_H
#define ACT_EARLIER_H
#include "act/act.h"
#include "cache/transactions.h"

/*
 * Warns when an earlier transaction has the act's nonce, or when it waits behind one that was never
 * sent; where that one is signed, signing then takes four digits of its hash (act->earlier). Called
 * once the act's nonce and its own confirmation are set.
 */
MUST_CHECK enum status warn_of_earlier(struct app *app, struct act *act, struct err *e);

/*
 * ERR_CHANGED when a signed transaction stands in the act's way that its confirmation does not
 * name. The first inside a store job.
 */
MUST_CHECK enum status check_earlier(struct cache *cache, const struct act *act, struct err *e);
MUST_CHECK enum status require_confirmed(struct app *app, struct act *act, struct err *e);

#endif
