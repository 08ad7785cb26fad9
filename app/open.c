#include "app/open.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/network.h"
#include "app/state.h"
#include "base/clock.h"
#include "cache/networks.h"

/*
 * A network of config.ini that is not there leaves byline without one, so that the command that
 * chooses another runs.
 */
static enum status warn_of_network(struct app *app, const struct err *why)
{
	snprintf(app->config.warning, sizeof(app->config.warning),
		 "%s names the network \"%s\": %.300s", app->paths.ini, app->config.network,
		 why->text);
	return STATUS_OK;
}

/* Loads the chosen profile and points the cache at it. Having chosen no network is no failure. */
static enum status open_network(struct app *app, struct err *e)
{
	const char *name =
		app->options.network != NULL ? app->options.network : app->config.network;
	struct profile *profile;
	enum status s;

	if (name[0] == '\0')
		return STATUS_OK;
	profile = malloc(sizeof(*profile));
	if (profile == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = load_network(&app->paths, profile, name, e);
	if (s == STATUS_OK)
		s = cache_networks_select(app->cache, NULL, profile->name, profile->chain_id, NULL,
					  e);
	if (s == STATUS_OK)
		s = cache_networks_bind(app->cache, profile, e);
	if (s != STATUS_OK) {
		free(profile);
		if (app->options.network == NULL &&
		    (s == ERR_NOT_FOUND || s == ERR_USAGE || s == ERR_PARSE))
			return warn_of_network(app, e);
		return s;
	}
	app->profile = profile;
	return STATUS_OK;
}

/*
 * Opens the parts in the order in which they need each other. With --read-only no file is written,
 * so that there are no folders to make and no log.
 */
static enum status open_parts(struct app *app, struct err *e)
{
	enum status s = paths_init(&app->paths, app->options.config_dir, e);

	if (s == STATUS_OK && !app->options.read_only)
		s = paths_ensure(&app->paths, e);
	if (s == STATUS_OK)
		s = config_read(&app->config, app->paths.ini, e);
	if (s == STATUS_OK)
		s = log_open(&app->log, app->options.read_only ? NULL : app->paths.log, e);
	if (s == STATUS_OK)
		s = cache_open(&app->cache, app->paths.cache, app->options.read_only, e);
	if (s == STATUS_OK)
		s = open_network(app, e);
	if (s == STATUS_OK)
		s = door_new(&app->door, SIGNER_CAN_ALL, e);
	return s;
}

enum status open_app(struct app **out, const struct app_options *options, struct err *e)
{
	struct app *app = calloc(1, sizeof(*app));
	enum status s;

	*out = NULL;
	if (app == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	app->options = *options;
	pthread_mutex_init(&app->signer_lock, NULL);
	pthread_mutex_init(&app->state_lock, NULL);
	app->last_key_ms = clock_monotonic_ms();
	s = open_parts(app, e);
	if (s != STATUS_OK) {
		close_app(app);
		return s;
	}
	*out = app;
	return STATUS_OK;
}

void close_app(struct app *app)
{
	if (app == NULL)
		return;
	/* Threads use every part that is closed below. */
	assert(app->crew == NULL);
	door_free(app->door);
	cache_close(app->cache);
	log_close(app->log);
	free(app->profile);
	paths_release(&app->paths);
	pthread_mutex_destroy(&app->signer_lock);
	pthread_mutex_destroy(&app->state_lock);
	free(app);
}
