/*
 * Opening and closing. Read open_parts() first: it opens the parts in the order in which they need
 * each other. open_networks() decides what home is: the first scope of the only network, or an app
 * without a network. Invariant: after a failure close_app() frees whatever was made.
 */
#include "app/open.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/scope.h"
#include "app/state.h"
#include "app/vault_state_private.h"
#include "base/clock.h"
#include "cache/handle.h"
#include "cache/networks.h"
#include "cache/waiting.h"
#include "wallet/confine.h"
#include "wallet/door_process.h"

/*
 * A network of config.ini that is not there leaves byline without it, so that the others are shown
 * and the command that chooses another runs.
 */
static void warn_of_network(struct app *app, const char *name, const struct err *why)
{
	struct config *c = &app->shared->config;

	if (c->warning[0] == '\0')
		snprintf(c->warning, sizeof(c->warning), "%s names the network \"%s\": %.300s",
			 app->shared->paths.ini, name, why->text);
}

/* Opens the networks that config.ini names. Having chosen none is no failure. */
static enum status open_followed(struct app *app, struct err *e)
{
	const struct config *c = &app->shared->config;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_networks && s == STATUS_OK; i++) {
		struct err why = {0};

		s = scope_open(app, c->networks[i], &why);
		if (s == ERR_NOT_FOUND || s == ERR_USAGE || s == ERR_PARSE || s == ERR_EXISTS) {
			warn_of_network(app, c->networks[i], &why);
			s = STATUS_OK;
		} else if (s != STATUS_OK) {
			err_set(e, s, "%s", why.text);
		}
	}
	return s;
}

/*
 * Opens what --network names, else all that is followed, and leaves the network of --datanet. With
 * one network the home is a scope of it, and datasets that waited for a network become its own.
 */
static enum status open_networks(struct app **app, struct err *e)
{
	struct app *home = *app;
	struct app_shared *shared = home->shared;
	enum status s = shared->options.network != NULL
				? scope_open(home, shared->options.network, e)
				: open_followed(home, e);

	if (s == STATUS_OK && shared->options.datanet != NULL)
		s = scope_narrow(app, shared->options.datanet, e);
	else if (s == STATUS_OK && scope_networks(home) == 1)
		scope_keep(app, shared->apps[0]);
	if (s == STATUS_OK && (*app)->profile != NULL) {
		cache_networks_return(shared->cache, &(*app)->network->place);
		return cache_waiting_take(shared->cache, NULL, e);
	}
	if (s == STATUS_OK)
		s = cache_waiting_select(shared->cache, false, e);
	home->network->place = cache_networks_place(shared->cache);
	return s;
}

/* Opens the files. With --read-only none is written, so that no folder is made and no log. */
static enum status open_files(struct app *app, struct err *e)
{
	enum status s =
		app->shared->options.read_only ? STATUS_OK : paths_ensure(&app->shared->paths, e);

	if (s == STATUS_OK)
		s = log_open(&app->shared->log,
			     app->shared->options.read_only ? NULL : app->shared->paths.log, e);
	return s == STATUS_OK ? cache_open(&app->shared->cache, app->shared->paths.cache,
					   app->shared->options.read_only, e)
			      : s;
}

/*
 * A full disk or folders that cannot be written stop nothing that only reads: the files are opened
 * as with --read-only, and what is in them is shown.
 */
static enum status open_unwritable(struct app *app, struct err *e)
{
	char *reason = app->shared->unwritable;

	log_close(app->shared->log);
	app->shared->log = NULL;
	app->shared->options.read_only = true;
	snprintf(reason, sizeof(app->shared->unwritable), "%.400s", e->text);
	*e = (struct err){0};
	if (app->shared->config.warning[0] == '\0')
		snprintf(app->shared->config.warning, sizeof(app->shared->config.warning),
			 "%.400s; what is there is shown, and nothing is kept", reason);
	return open_files(app, e);
}

/* Damage in the cache was taken out at its opening; here is said what is missing now. */
static void warn_of_damage(struct app *app)
{
	size_t n = cache_damaged(app->shared->cache);

	if (n > 0 && app->shared->config.warning[0] == '\0')
		snprintf(app->shared->config.warning, sizeof(app->shared->config.warning),
			 "%zu damaged %s of %s %s not shown; to read %s again: byline sync%s", n,
			 n == 1 ? "row" : "rows", app->shared->paths.cache, n == 1 ? "is" : "are",
			 n == 1 ? "it" : "them",
			 app->shared->options.read_only ? ", without --read-only" : "");
}

/* A test is another program than byline, and has its signer within itself. */
static enum status open_door(struct app_shared *shared, struct err *e)
{
	const struct app_options *o = &shared->options;
	const struct door_person person = {.lines = o->has_passphrase_fd ? o->passphrase_fd : -1,
					   .ascii = o->ascii || shared->config.ascii,
					   .idle = shared->config.idle_lock_s,
					   .journal = o->read_only ? NULL : shared->paths.journal};
	enum status s = o->signer_process
				? door_process_new(
					  &shared->door, SIGNER_CAN_ALL,
					  shared->config.unprotected_signer ? 0 : PROTECTION_ALL, e)
				: door_new(&shared->door, SIGNER_CAN_ALL, e);

	if (s == STATUS_OK)
		door_set_person(shared->door, &person);
	return s;
}

/* Opens the parts in the order in which they need each other. */
static enum status open_parts(struct app **home, struct err *e)
{
	struct app *app = *home;
	struct app_shared *shared = app->shared;
	enum status s = paths_init(&shared->paths, shared->options.config_dir, e);

	if (s == STATUS_OK)
		s = config_read(&shared->config, shared->paths.ini, e);
	if (s == STATUS_OK)
		s = open_files(app, e);
	if ((s == ERR_PERMISSION || s == ERR_NO_SPACE) && !shared->options.read_only)
		s = open_unwritable(app, e);
	if (s == STATUS_OK)
		warn_of_damage(app);
	if (s == STATUS_OK)
		s = open_networks(home, e);
	if (s == STATUS_OK)
		s = open_door(shared, e);
	/* Asks a signer that does not run, which starts none. */
	if (s == STATUS_OK)
		note_vault_state(*home);
	return s;
}

/* A home without a network and with nothing open. NULL when out of memory. */
static struct app *new_home(const struct app_options *options)
{
	struct app *home = calloc(1, sizeof(*home));
	pthread_mutexattr_t nested;

	if (home == NULL)
		return NULL;
	home->shared = calloc(1, sizeof(*home->shared));
	home->network = calloc(1, sizeof(*home->network));
	if (home->shared == NULL || home->network == NULL) {
		free(home->shared);
		free(home->network);
		free(home);
		return NULL;
	}
	home->shared->options = *options;
	home->shared->last_key_ms = home->shared->answered_ms = clock_monotonic_ms();
	pthread_mutex_init(&home->shared->signer_lock, NULL);
	pthread_mutex_init(&home->shared->state_lock, NULL);
	/* A job on the cache may run another one within it. */
	pthread_mutexattr_init(&nested);
	pthread_mutexattr_settype(&nested, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&home->shared->store_lock, &nested);
	pthread_mutexattr_destroy(&nested);
	return home;
}

enum status open_app(struct app **out, const struct app_options *options, struct err *e)
{
	struct app *home = new_home(options);
	enum status s;

	*out = NULL;
	if (home == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = open_parts(&home, e);
	if (s != STATUS_OK) {
		close_app(home);
		return s;
	}
	*out = home;
	return STATUS_OK;
}

void close_app(struct app *app)
{
	struct app_shared *shared;

	if (app == NULL)
		return;
	shared = app->shared;
	/* Threads use every part that is closed below. */
	assert(shared->crew == NULL);
	/* The home of several networks is not among their scopes. */
	if (app->profile == NULL)
		free(app->network);
	scope_close_all(app);
	free(app);
	door_free(shared->door);
	cache_close(shared->cache);
	log_close(shared->log);
	paths_release(&shared->paths);
	pthread_mutex_destroy(&shared->signer_lock);
	pthread_mutex_destroy(&shared->state_lock);
	pthread_mutex_destroy(&shared->store_lock);
	free(shared);
}
