/* Plain transfers. */
#ifndef ACT_PAY_H
#define ACT_PAY_H

#include "act/act.h"
#include "app/app.h"

/*
 * Prepares a transfer of `amount` (decimal text) of a token (its symbol or address in the profile,
 * or the native symbol) from the shown account.
 * Returns: STATUS_OK, ERR_NOT_FOUND for an unknown token, ERR_PARSE, ERR_FUNDS, …
 */
MUST_CHECK enum status prepare_send(struct app *app, struct task *task, struct act **out,
				    const char *token, const char *amount, const struct address *to,
				    struct err *e);

#endif
