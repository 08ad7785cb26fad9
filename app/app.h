/*
 * The one object of a running byline: options, configuration, network profile, cache, signer, log.
 * Only entry points of app/ take it.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>

#include "app/task.h"
#include "base/config.h"
#include "base/paths.h"
#include "chain/address.h"
#include "chain/profile.h"

struct app;

/* Where files are, and what config.ini says. Never NULL. */
const struct paths *app_paths(const struct app *app);
const struct config *app_config(const struct app *app);

/* The profile in use, or NULL when no network was chosen yet. */
const struct profile *app_profile(const struct app *app);

/* Whether another network was chosen, so that the app must be closed and opened again. */
bool app_wants_reopen(const struct app *app);

/*
 * ERR_NOT_FOUND "no network chosen" / ERR_REFUSED "read-only" / ERR_UNREACHABLE "--offline", each
 * with the remedy.
 */
MUST_CHECK enum status require_profile(const struct app *app, const struct profile **out,
				       struct err *e);
MUST_CHECK enum status require_writable(const struct app *app, const char *what, struct err *e);
MUST_CHECK enum status require_online(const struct app *app, struct err *e);

#endif
