/* Own transactions of the cache: opened to be sent again, or cancelled. */
#ifndef ACT_CANCEL_H
#define ACT_CANCEL_H

#include "act/act.h"
#include "app/app.h"

/* An own transaction of the cache as an act (signed or sent), to show or to send again. */
MUST_CHECK enum status open_transaction(struct app *app, struct act **out, const struct hash *hash,
					struct err *e);

/*
 * A transaction to oneself that takes the nonce of an own one that is signed and not mined,
 * named by its number in `tx list`.
 * Returns: STATUS_OK, ERR_NOT_FOUND; ERR_USAGE for one that was never signed; ERR_CHANGED when its
 *          nonce is spent; ERR_REFUSED when a lower nonce must be used first; a failure of the
 *          nodes.
 */
MUST_CHECK enum status prepare_cancel_transaction(struct app *app, struct task *task,
						  struct act **out, uint64_t id, struct err *e);

/* The same for the transaction of a claim, by the claim's number. */
MUST_CHECK enum status prepare_cancel(struct app *app, struct task *task, struct act **out,
				      uint64_t claim, struct err *e);

#endif
