/*
 * The crew keeps what is shown, under its lock: the UI writes what the store thread and the lanes
 * read. show_snapshot() makes the rows, leaves_out() decides the pace of a network's syncs.
 */
#include "jobs/show.h"

#include <stdio.h>
#include <string.h>

#include "app/load.h"
#include "app/state.h"
#include "jobs/lane.h"
#include "jobs/show_private.h"

/* Whether the network of a watch is left out. Called with the crew's lock held. */
static bool leaves_out(const struct watch *w)
{
	const char *shown = w->lane.crew->shown.network;

	return shown[0] != '\0' && strcmp(w->scope->profile->name, shown) != 0;
}

void show_network_alone(struct app *app, const char *name)
{
	struct crew *c = app->shared->crew;

	pthread_mutex_lock(&c->lock);
	snprintf(c->shown.network, sizeof(c->shown.network), "%s", name);
	/* A network that comes back is as old as its rare syncs left it. */
	for (size_t i = 0; i < c->n_watches; i++) {
		struct watch *w = &c->watches[i];

		if (w->left_out && !leaves_out(w)) {
			w->next_sync_ms = 0;
			pthread_cond_signal(&w->lane.wake);
		}
		w->left_out = leaves_out(w);
	}
	pthread_mutex_unlock(&c->lock);
	store_refresh(app);
}

/* Accounts have no pace: a sync of a network reads all of them. */
void show_account_alone(struct app *app, const struct address *account)
{
	struct crew *c = app->shared->crew;

	if (c != NULL) {
		pthread_mutex_lock(&c->lock);
		c->shown.one_account = account != NULL;
		if (account != NULL)
			c->shown.account = *account;
		pthread_mutex_unlock(&c->lock);
	}
	store_refresh(app);
}

void show_chosen(struct app *app, struct narrowing *out)
{
	struct crew *c = app->shared->crew;

	pthread_mutex_lock(&c->lock);
	*out = c->shown;
	pthread_mutex_unlock(&c->lock);
}

enum status show_snapshot(struct app *app, const struct snapshot **out, struct err *e)
{
	const struct snapshot *all = NULL;
	struct narrowing shown;
	enum status s = load_snapshot(app, &all, e);

	show_chosen(app, &shown);
	*out = all;
	if (s != STATUS_OK || (shown.network[0] == '\0' && !shown.one_account))
		return s;
	*out = narrow_snapshot(all, &shown);
	snapshot_unref(all);
	return *out != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");
}
