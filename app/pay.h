/* Plain transfers, and transactions prepared elsewhere. */
#ifndef APP_PAY_H
#define APP_PAY_H

#include "app/act.h"
#include "app/app.h"

/*
 * Prepares a transfer of `amount` (decimal text) of a token (its symbol or address in the profile,
 * or the native symbol) from the shown account.
 * Returns: STATUS_OK, ERR_NOT_FOUND for an unknown token, ERR_PARSE, ERR_FUNDS, …
 */
MUST_CHECK enum status prepare_send(struct app *app, struct task *task, struct act **out,
				    const char *token, const char *amount, const struct address *to,
				    struct err *e);

/* An own transaction of the cache as an act (signed or sent), to show or to send again. */
MUST_CHECK enum status open_transaction(struct app *app, struct act **out, const struct hash *hash,
					struct err *e);

/* A transaction to oneself that takes the nonce of an own one that is not mined. */
MUST_CHECK enum status prepare_cancel_transaction(struct app *app, struct task *task,
						  struct act **out, const struct hash *hash,
						  struct err *e);

#endif
