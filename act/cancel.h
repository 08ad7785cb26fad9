/* Own transactions of the cache: opened to be sent again, or cancelled. */
#ifndef ACT_CANCEL_H
#define ACT_CANCEL_H

#include "act/act.h"
#include "app/app.h"

/* An own transaction of the cache as an act (signed or sent), to show or to send again. */
MUST_CHECK enum status open_transaction(struct app *app, struct act **out, const struct hash *hash,
					struct err *e);

/* A transaction to oneself that takes the nonce of an own one that is not mined. */
MUST_CHECK enum status prepare_cancel_transaction(struct app *app, struct task *task,
						  struct act **out, const struct hash *hash,
						  struct err *e);

/* Spends the nonce of a prepared, signed or sent claim with a transaction to oneself. */
MUST_CHECK enum status prepare_cancel(struct app *app, struct task *task, struct act **out,
				      uint64_t claim, struct err *e);

#endif
