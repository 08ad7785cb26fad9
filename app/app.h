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

struct app_options {
	const char *config_dir; /* everything below this folder; NULL: XDG */
	const char *network;	/* overrides config.ini; NULL: as configured */
	const char
		*account; /* address, label or vault index; NULL: as configured, else the first */
	bool offline;	  /* never touches the network */
	bool read_only;	  /* refuses everything that signs, spends or changes a file of the user */
};

/*
 * Reads configuration and profile, opens the cache and the signer (locked). Starts no thread and
 * touches no network.
 * Returns: STATUS_OK, ERR_PARSE, ERR_DAMAGED, ERR_VERSION, ERR_PERMISSION, ERR_NOT_FOUND for a
 *          network that is named but not there.
 */
MUST_CHECK enum status open_app(struct app **out, const struct app_options *options, struct err *e);

/* Locks the vault, closes everything. NULL is allowed. */
void close_app(struct app *app);

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

/*
 * The account that is shown and acted for: --account, else the configured one, else the first
 * known.
 * Out: `is_watch_only` (may be NULL). Returns: STATUS_OK, ERR_NOT_FOUND with the remedy.
 */
MUST_CHECK enum status shown_account(struct app *app, struct address *out, bool *is_watch_only,
				     struct err *e);

#endif
