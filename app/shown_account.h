/* The account that the screens show and that acts are made for. */
#ifndef APP_SHOWN_ACCOUNT_H
#define APP_SHOWN_ACCOUNT_H

#include "app/app.h"
#include "app/snapshot.h"

/*
 * The account that is shown and acted for: --account, else the configured one, else the first
 * known.
 * Out: `is_watch_only` (may be NULL). Returns: STATUS_OK, ERR_NOT_FOUND with the remedy.
 */
MUST_CHECK enum status shown_account(struct app *app, struct address *out, bool *is_watch_only,
				     struct err *e);

/*
 * Which of `n` accounts is shown and acted for: the one chosen in the dashboard, else --account,
 * else the configured one, else the first. ERR_NOT_FOUND when --account is none of them.
 */
MUST_CHECK enum status choose_account(struct app *app, size_t *index,
				      const struct snapshot_account *accounts, size_t n,
				      struct err *e);

/* Shows and acts for `account` from now on. Any thread. */
void set_shown_account(struct app *app, const struct address *account);

#endif
