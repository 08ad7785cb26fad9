/* Lists and chooses network profiles: those that come with byline and those of the user. */
#ifndef APP_NETWORK_H
#define APP_NETWORK_H

#include "app/app.h"

struct network_entry {
	struct profile profile;
	char datanets[256]; /* their names; "" for none */
	bool builtin;
	bool in_use; /* this process works on it */
};

/*
 * Lists all profiles by name; a user's profile hides a built-in one of its name. A file that cannot
 * be read as one has no chain, and says so in its title. The caller frees the array.
 */
MUST_CHECK enum status list_networks(const struct app *app, struct network_entry **out, size_t *n,
				     struct err *e);

/*
 * Reads the profile `name`.
 * Returns: STATUS_OK, ERR_NOT_FOUND with the command that lists profiles, ERR_USAGE for a name that
 *          cannot be one, ERR_PARSE for a broken file.
 */
MUST_CHECK enum status load_network(const struct paths *paths, struct profile *out,
				    const char *name, struct err *e);

/* Whether the user has a file for a profile of this name. */
bool has_network_file(const struct paths *paths, const char *name);

/*
 * Checks the profile in `data` and writes it to networks/NAME.json. The names of the profiles that
 * come with byline are taken, so that none of them is replaced in silence.
 * What a replacement changes about the money of a followed network is noted as an event.
 * Returns: STATUS_OK, ERR_PARSE, ERR_EXISTS unless `replace`, ERR_REFUSED with --read-only or for
 *          the name of a built-in profile.
 */
MUST_CHECK enum status add_network(struct app *app, const void *data, size_t len, bool replace,
				   struct profile *out, struct err *e);

/*
 * Writes a changed profile to the user's networks/NAME.json, with mode 0600. One that comes with
 * byline may be changed too: the user's file then stands before it, and goes again once nothing in
 * it differs. What the change means for the money of a followed network is noted as an event.
 * Returns: STATUS_OK, ERR_REFUSED with --read-only; as file_write().
 */
MUST_CHECK enum status change_network(struct app *app, const struct profile *p, struct err *e);

/*
 * Write to config.ini which networks are followed. This app stays with those that it was opened
 * with, because other threads read its configuration. What the cache has of a network stays there
 * when it is not followed any more.
 *
 * use_network() follows it and shows it first; one of the same chain that was followed gives way,
 * and its name is written to `replaced`, else "". follow_network() refuses in that case, and
 * leave_network() ends it.
 * Returns: STATUS_OK; ERR_EXISTS for a second network of one chain; ERR_NOT_FOUND for a network
 *          that is not there, or not followed; as load_network(), as file_write().
 */
MUST_CHECK enum status use_network(struct app *app, const char *name, char replaced[static 32],
				   struct err *e);
MUST_CHECK enum status follow_network(struct app *app, const char *name, struct err *e);
MUST_CHECK enum status leave_network(struct app *app, const char *name, struct err *e);

#endif
