/* Network profiles: those that come with byline and those of the user, and which one is in use. */
#ifndef APP_NETWORK_H
#define APP_NETWORK_H

#include "app/app.h"

struct network_entry {
	struct profile profile;
	bool builtin;
	bool in_use;
};

/*
 * All profiles by name; a user's profile hides a built-in one of its name. The caller frees the
 * array.
 */
MUST_CHECK enum status list_networks(const struct app *app, struct network_entry **out, size_t *n,
				     struct err *e);

/* The profile `name`. ERR_NOT_FOUND naming those that there are; ERR_PARSE for a broken file. */
MUST_CHECK enum status load_network(const struct paths *paths, struct profile *out,
				    const char *name, struct err *e);

/* Checks the profile in `data` and writes networks/NAME.json. ERR_EXISTS unless `replace`. */
MUST_CHECK enum status add_network(struct app *app, const void *data, size_t len, bool replace,
				   struct profile *out, struct err *e);

/*
 * Writes the choice to config.ini. This app goes on with the network that it was opened with;
 * other threads read its configuration.
 */
MUST_CHECK enum status use_network(struct app *app, const char *name, struct err *e);

#endif
