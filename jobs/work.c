/*
 * The dashboard's way in: starts the threads in the order in which they need each other, and stops
 * them in the reverse order. lane.c does the rest.
 */
#include "jobs/work.h"

#include <errno.h>
#include <unistd.h>

#include "app/owner.h"
#include "app/scope.h"
#include "app/state.h"
#include "jobs/background_private.h"
#include "jobs/lane.h"
#include "jobs/loan.h"
#include "jobs/show_private.h"
#include "jobs/start_sync.h"

static void on_snapshot(struct app *app)
{
	wake_ui(app->shared->crew);
}

static const struct store_hooks store_hooks = {show_snapshot, on_snapshot};

enum status work_start(struct app *app, struct err *e)
{
	struct crew *c = new_crew(app);
	enum status s;

	if (c == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	/* lane.c does not know the habits, so that it stays a mechanism. */
	for (size_t i = 0; i < c->n_watches; i++)
		c->watches[i].lane.habit = background_watch;
	c->shown.one_account = app->shared->options.account != NULL;
	c->lanes[LANE_CPU].habit = background_vault;
	app->shared->crew = c;
	s = c->fd < 0 ? err_set(e, ERR_IO, "cannot make an event descriptor")
		      : store_start(app, &store_hooks, e);
	if (s == STATUS_OK)
		s = start_lanes(c, e);
	if (s == STATUS_OK)
		start_damage_check(app);
	else
		work_stop(app);
	return s;
}

void work_stop(struct app *app)
{
	struct crew *c = app->shared->crew;

	if (c == NULL)
		return;
	/* The lanes write to the store until their last piece of work has ended. */
	end_lanes(c);
	store_stop(app);
	app->shared->crew = NULL;
	free_crew(c);
}

int work_fd(const struct app *app)
{
	return app->shared->crew->fd;
}

void work_poll(struct app *app)
{
	uint64_t count;

	/* Reading sets the counter to 0: the descriptor rests until the next wake_ui(). */
	if (read(app->shared->crew->fd, &count, sizeof(count)) < 0 && errno != EAGAIN)
		return;
	loan_serve(app->shared->crew);
	end_works(app->shared->crew);
}

void work_lend_terminal(struct app *app, const struct work_lender *lender)
{
	app->shared->crew->lender = *lender;
	loan_begin(app->shared->crew);
}

const struct snapshot *work_snapshot(struct app *app)
{
	return store_snapshot(app);
}

struct app *work_scope(struct app *app, const struct snapshot *s, const struct snapshot_owner *of)
{
	const struct snapshot_network *network = owner_network(s, of);
	const struct snapshot_datanet *datanet = owner_datanet(s, of);
	struct app *scope = NULL;

	if (network != NULL && datanet != NULL)
		scope = scope_of_datanet(app, network->name, &datanet->address);
	else if (network != NULL)
		scope = scope_of_network(app, network->name);
	return scope != NULL ? scope : app;
}

void work_cancel(struct app *app, struct work *w)
{
	cancel_work(app->shared->crew, w);
}

bool work_progress(struct app *app, const struct work *w, struct work_progress *out)
{
	return read_progress(app->shared->crew, w, out);
}
