/*
 * The one object of a running byline: options, configuration, network profile, cache, signer, log.
 * The rooms app, act, sync and jobs take it; no lower folder knows it.
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

/* Where the user's files are. Never NULL. */
const struct paths *app_paths(const struct app *app);

/* The settings of config.ini. Never NULL. */
const struct config *app_config(const struct app *app);

/* Whether nothing is written: with --read-only, on a full disk, or where it is not allowed. */
bool app_is_read_only(const struct app *app);

/*
 * Whether the app must be closed and opened again, since another network was chosen or a profile
 * changed; and whether it was the first of the two.
 */
bool app_wants_reopen(const struct app *app);
bool app_chose_network(const struct app *app);

/*
 * Gives the profile. With the remedy ERR_NOT_FOUND when no network is followed, ERR_USAGE when
 * several are and none is named.
 */
MUST_CHECK enum status require_profile(const struct app *app, const struct profile **out,
				       struct err *e);

/* ERR_NOT_FOUND: no network is followed. Says how to follow one. */
enum status refuse_no_network(struct err *e);

/* ERR_REFUSED with --read-only: "will not WHAT". */
MUST_CHECK enum status require_writable(const struct app *app, const char *what, struct err *e);

/* ERR_UNREACHABLE with --offline. */
MUST_CHECK enum status require_online(const struct app *app, struct err *e);

#endif
