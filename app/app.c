#include "app/app.h"

#include <stdio.h>

#include "app/state.h"

const struct paths *app_paths(const struct app *app)
{
	return &app->shared->paths;
}

bool app_is_read_only(const struct app *app)
{
	return app->shared->options.read_only;
}

const struct config *app_config(const struct app *app)
{
	return &app->shared->config;
}

bool app_wants_reopen(const struct app *app)
{
	return atomic_load(&app->shared->reopen);
}

bool app_chose_network(const struct app *app)
{
	return atomic_load(&app->shared->chose_network);
}

/*
 * Use cases begin with these checks, before they touch a file or the network, so that a refusal
 * leaves nothing half done.
 */

/* Writes the names of the networks of this process: "devnet, grove". */
static void list_networks_open(char *out, size_t cap, const struct app_shared *shared)
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < shared->n_apps && len < cap; i++)
		if (shared->apps[i]->profile->datanet == 0)
			len += (size_t)snprintf(out + len, cap - len, "%s%s", len > 0 ? ", " : "",
						shared->apps[i]->profile->name);
}

enum status require_profile(const struct app *app, const struct profile **out, struct err *e)
{
	char names[200];

	*out = app->profile;
	if (app->profile != NULL)
		return STATUS_OK;
	if (app->shared->n_apps == 0)
		return refuse_no_network(e);
	list_networks_open(names, sizeof(names), app->shared);
	return err_set(e, ERR_USAGE,
		       "several networks are followed (%s): name one with --network NAME", names);
}

enum status refuse_no_network(struct err *e)
{
	return err_set(e, ERR_NOT_FOUND,
		       "no network is followed; see: byline network list, then: byline network "
		       "follow NAME");
}

enum status require_writable(const struct app *app, const char *what, struct err *e)
{
	if (app->shared->unwritable[0] != '\0')
		return err_set(e, ERR_PERMISSION, "will not %s: %s", what, app->shared->unwritable);
	if (app->shared->options.read_only)
		return err_set(e, ERR_REFUSED, "--read-only: will not %s", what);
	return STATUS_OK;
}

enum status require_online(const struct app *app, struct err *e)
{
	if (app->shared->options.offline)
		return err_set(e, ERR_UNREACHABLE, "--offline: this needs the network");
	/* Whoever sets a proxy does not want to be seen without it. */
	if (app->shared->config.proxy_wrong)
		return err_set(
			e, ERR_REFUSED,
			"the \"proxy\" of %s is no address such as socks5h://127.0.0.1:9050, "
			"so that no server is asked; mend or delete that line",
			app->shared->paths.ini);
	return STATUS_OK;
}
