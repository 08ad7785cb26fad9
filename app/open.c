#include "app/open.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/network.h"
#include "app/state.h"
#include "base/clock.h"
#include "cache/handle.h"
#include "cache/networks.h"
#include "cache/waiting.h"

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
		return cache_waiting_select(app->cache, false, e);
	profile = malloc(sizeof(*profile));
	if (profile == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = load_network(&app->paths, profile, name, e);
	if (s == STATUS_OK)
		s = cache_networks_select(app->cache, NULL, profile->name, profile->chain_id, NULL,
					  e);
	if (s == STATUS_OK)
		s = cache_networks_bind(app->cache, profile, e);
	if (s == STATUS_OK)
		s = cache_waiting_take(app->cache, e);
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

/* Opens the files. With --read-only none is written, so that no folder is made and no log. */
static enum status open_files(struct app *app, struct err *e)
{
	enum status s = app->options.read_only ? STATUS_OK : paths_ensure(&app->paths, e);

	if (s == STATUS_OK)
		s = log_open(&app->log, app->options.read_only ? NULL : app->paths.log, e);
	return s == STATUS_OK ? cache_open(&app->cache, app->paths.cache, app->options.read_only, e)
			      : s;
}

/*
 * A full disk or folders that cannot be written stop nothing that only reads: the files are opened
 * as with --read-only, and what is in them is shown.
 */
static enum status open_unwritable(struct app *app, struct err *e)
{
	char *reason = app->unwritable;

	log_close(app->log);
	app->log = NULL;
	app->options.read_only = true;
	snprintf(reason, sizeof(app->unwritable), "%.400s", e->text);
	*e = (struct err){0};
	if (app->config.warning[0] == '\0')
		snprintf(app->config.warning, sizeof(app->config.warning),
			 "%.400s; what is there is shown, and nothing is kept", reason);
	return open_files(app, e);
}

/* Damage in the cache was taken out at its opening; here is said what is missing now. */
static void warn_of_damage(struct app *app)
{
	size_t n = cache_damaged(app->cache);

	if (n > 0 && app->config.warning[0] == '\0')
		snprintf(app->config.warning, sizeof(app->config.warning),
			 "%zu damaged %s of %s %s not shown; to read %s again: byline sync%s", n,
			 n == 1 ? "row" : "rows", app->paths.cache, n == 1 ? "is" : "are",
			 n == 1 ? "it" : "them",
			 app->options.read_only ? ", without --read-only" : "");
}

/* Opens the parts in the order in which they need each other. */
static enum status open_parts(struct app *app, struct err *e)
{
	enum status s = paths_init(&app->paths, app->options.config_dir, e);

	if (s == STATUS_OK)
		s = config_read(&app->config, app->paths.ini, e);
	if (s == STATUS_OK)
		s = open_files(app, e);
	if ((s == ERR_PERMISSION || s == ERR_NO_SPACE) && !app->options.read_only)
		s = open_unwritable(app, e);
	if (s == STATUS_OK)
		warn_of_damage(app);
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
