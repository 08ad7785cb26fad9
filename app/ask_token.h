/* The tokens that the user wants to see although nobody pins them. */
#ifndef APP_ASK_TOKEN_H
#define APP_ASK_TOKEN_H

#include "app/app.h"
#include "chain/address.h"

/*
 * Keeps whether lines in a token are shown that nobody asked for until then, on the network of
 * `app` alone. Returns: STATUS_OK, or a failure of the cache.
 */
MUST_CHECK enum status ask_token(struct app *app, const struct address *token, bool asked,
				 struct err *e);

#endif
