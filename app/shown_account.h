/* The account that the screens show and that acts are made for. */
#ifndef APP_SHOWN_ACCOUNT_H
#define APP_SHOWN_ACCOUNT_H

#include "app/app.h"
#include "app/snapshot.h"

/*
 * Finds the account that is shown and acted for, as choose_account() does. An address given by
 * --account need not be known to byline.
 * Returns: STATUS_OK, ERR_NOT_FOUND with the remedy.
 */
MUST_CHECK enum status shown_account(struct app *app, struct address *out, struct err *e);

/*
 * Chooses which of `n` accounts is shown and acted for: the one picked in the dashboard, else
 * --account, else the configured one, else the first.
 * Returns: STATUS_OK, ERR_NOT_FOUND when --account is none of them or there are none.
 */
MUST_CHECK enum status choose_account(struct app *app, size_t *index,
				      const struct snapshot_account *accounts, size_t n,
				      struct err *e);

/* Makes `account` the one that is shown and acted for, until the app is closed. Any thread. */
void set_shown_account(struct app *app, const struct address *account);

#endif
