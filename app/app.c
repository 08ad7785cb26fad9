#include "app/app.h"

#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/network.h"
#include "app/state.h"
#include "app/unlock.h"
#include "app/work.h"
#include "base/clock.h"
#include "cache/networks.h"

/* Loads the chosen profile and points the cache at it; without a choice there is no network. */
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
	if (s != STATUS_OK) {
		free(profile);
		return s;
	}
	app->profile = profile;
	return STATUS_OK;
}

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
	work_stop(app);
	door_free(app->door);
	cache_close(app->cache);
	log_close(app->log);
	free(app->profile);
	paths_release(&app->paths);
	pthread_mutex_destroy(&app->signer_lock);
	pthread_mutex_destroy(&app->state_lock);
	free(app);
}

const struct paths *app_paths(const struct app *app)
{
	return &app->paths;
}

const struct config *app_config(const struct app *app)
{
	return &app->config;
}

const struct profile *app_profile(const struct app *app)
{
	return app->profile;
}

bool app_wants_reopen(const struct app *app)
{
	return atomic_load(&app->reopen);
}

enum status require_profile(const struct app *app, const struct profile **out, struct err *e)
{
	*out = app->profile;
	if (app->profile == NULL)
		return err_set(e, ERR_NOT_FOUND,
			       "no network is chosen; see: byline network list, then: byline "
			       "network use NAME");
	return STATUS_OK;
}

enum status require_writable(const struct app *app, const char *what, struct err *e)
{
	if (app->options.read_only)
		return err_set(e, ERR_REFUSED, "--read-only: will not %s", what);
	return STATUS_OK;
}

enum status require_online(const struct app *app, struct err *e)
{
	if (app->options.offline)
		return err_set(e, ERR_UNREACHABLE, "--offline: this needs the network");
	return STATUS_OK;
}

static bool chosen_account(struct app *app, struct address *out)
{
	bool chosen;

	pthread_mutex_lock(&app->state_lock);
	chosen = app->account_chosen;
	*out = app->chosen_account;
	pthread_mutex_unlock(&app->state_lock);
	return chosen;
}

void set_shown_account(struct app *app, const struct address *account)
{
	pthread_mutex_lock(&app->state_lock);
	app->account_chosen = true;
	app->chosen_account = *account;
	pthread_mutex_unlock(&app->state_lock);
	store_refresh(app);
}

enum status choose_account(struct app *app, size_t *index, const struct snapshot_account *accounts,
			   size_t n, struct err *e)
{
	struct address chosen;

	if (chosen_account(app, &chosen)) {
		for (*index = 0; *index < n; ++*index)
			if (address_equal(&accounts[*index].address, &chosen))
				return STATUS_OK;
	}
	if (app->options.account != NULL)
		return find_account(index, accounts, n, app->options.account, e);
	/* An account that was configured and is gone must not keep the others from being shown. */
	if (find_account(index, accounts, n, app->config.account, NULL) == STATUS_OK)
		return STATUS_OK;
	return find_account(index, accounts, n, NULL, e);
}

enum status shown_account(struct app *app, struct address *out, bool *is_watch_only, struct err *e)
{
	const char *name = app->options.account;
	struct snapshot_account *accounts = NULL;
	struct address chosen;
	size_t n, i;
	enum status s;

	/* An address that was never added can be looked at all the same. */
	if (!chosen_account(app, &chosen) && name != NULL &&
	    address_parse(out, name, strlen(name)) == STATUS_OK) {
		uint32_t index;

		if (is_watch_only != NULL)
			*is_watch_only = account_index(app, &index, out, NULL) != STATUS_OK;
		return STATUS_OK;
	}
	s = load_accounts(app, &accounts, &n, e);
	if (s == STATUS_OK)
		s = choose_account(app, &i, accounts, n, e);
	if (s == STATUS_OK) {
		*out = accounts[i].address;
		if (is_watch_only != NULL)
			*is_watch_only = accounts[i].watch_only;
	}
	free(accounts);
	return s;
}

struct sync_status sync_status_of(struct app *app)
{
	struct sync_status status;

	pthread_mutex_lock(&app->state_lock);
	status = app->sync;
	pthread_mutex_unlock(&app->state_lock);
	return status;
}

void set_sync_status(struct app *app, const struct sync_status *status)
{
	pthread_mutex_lock(&app->state_lock);
	app->sync = *status;
	pthread_mutex_unlock(&app->state_lock);
	store_refresh(app);
}

int64_t lock_time(const struct app *app)
{
	int64_t idle_ms = clock_monotonic_ms() - app->last_key_ms;

	return app->config.idle_lock_s == 0
		       ? 0
		       : clock_now() + app->config.idle_lock_s - idle_ms / 1000;
}
