/*
 * sync_networks() starts a thread for each network, waits for all of them (await_all()) and joins
 * them. Nothing but its own `struct runner` belongs to a thread; the lock guards `left` and the
 * times. Invariant: no thread outlives the call.
 */
#include "sync/side_by_side.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/scope.h"
#include "app/session.h"
#include "app/state.h"
#include "app/sync_status.h"
#include "base/clock.h"
#include "sync/in_background.h"

/* A cancelled command stops within this time (app/task.h). */
#define LOOK_MS 50

struct group {
	pthread_mutex_t lock;
	pthread_cond_t ended;
	size_t left;	       /* networks that are still asked */
	int64_t first_done_ms; /* when the first of them was synced; 0: none is */
};

struct runner {
	struct group *group;
	struct network_sync *sync;
	struct task task;
	pthread_t thread;
	bool background; /* for watch_networks() */
	int64_t pause_ms;
	bool started, late;
};

/* A network that failed is left alone until its time has come. */
static void sync_once(struct runner *r, struct task *task)
{
	static const struct sync_wish wish = {.pace = PACE_FRUGAL, .live = true};
	int64_t rest_ms = (sync_status_of(r->sync->scope).next_try - clock_now()) * 1000;
	struct sync_outcome outcome;

	r->pause_ms = rest_ms;
	if (rest_ms > 0)
		return;
	sync_in_background(r->sync->scope, task, &wish, &outcome);
	r->pause_ms = outcome.pause_ms;
}

/* The error is one of its own, since sync_network() makes it of the report's. */
static void sync_one(struct network_sync *n, struct task *task)
{
	struct err e = {0};

	n->chain = sync_network(n->scope, task, &n->report, &e);
	if (n->chain != STATUS_OK)
		n->report.chain_error = e;
}

static void *run(void *arg)
{
	struct runner *r = arg;
	struct network_sync *n = r->sync;

	if (r->background)
		sync_once(r, &r->task);
	else
		sync_one(n, &r->task);
	end_session(&r->task);
	pthread_mutex_lock(&r->group->lock);
	r->group->left--;
	if (r->group->first_done_ms == 0 && n->chain == STATUS_OK)
		r->group->first_done_ms = clock_monotonic_ms();
	pthread_cond_signal(&r->group->ended);
	pthread_mutex_unlock(&r->group->lock);
	return NULL;
}

/* Asks those that still run to stop; `late` ones took longer than the others could wait. */
static void stop(struct runner *runners, size_t n, bool late)
{
	for (size_t i = 0; i < n; i++) {
		runners[i].late = late;
		atomic_store(&runners[i].task.cancel, true);
	}
}

static void await_all(struct group *g, struct runner *runners, size_t n, struct task *task,
		      int64_t patience_ms)
{
	bool stopped = false;

	pthread_mutex_lock(&g->lock);
	while (g->left > 0) {
		struct timespec until;
		bool late = patience_ms > 0 && g->first_done_ms > 0 &&
			    clock_monotonic_ms() - g->first_done_ms > patience_ms;

		if (!stopped && (late || task_cancelled(task))) {
			stop(runners, n, late);
			stopped = true;
		}
		task_progress(task, "asking the networks", n - g->left, n, "networks");
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += LOOK_MS * 1000000L;
		until.tv_sec += until.tv_nsec / 1000000000L;
		until.tv_nsec %= 1000000000L;
		pthread_cond_timedwait(&g->ended, &g->lock, &until);
	}
	pthread_mutex_unlock(&g->lock);
}

/* A network that was stopped for being slow has failed, and was not cancelled by anybody. */
static void judge(struct runner *r, int error)
{
	struct network_sync *n = r->sync;

	if (!r->started)
		n->chain = err_set(&n->report.chain_error, ERR_IO, "cannot start a thread: %s",
				   strerror(error));
	else if (r->late && n->chain == ERR_CANCELLED)
		n->chain = err_set(&n->report.chain_error, ERR_TIMEOUT,
				   "did not answer in the time that the other networks took");
}

static void run_all(struct runner *runners, size_t n, struct task *task, int64_t patience_ms)
{
	struct group g = {.left = n};
	int error = 0;

	pthread_mutex_init(&g.lock, NULL);
	pthread_cond_init(&g.ended, NULL);
	for (size_t i = 0; i < n; i++) {
		runners[i].group = &g;
		error = pthread_create(&runners[i].thread, NULL, run, &runners[i]);
		runners[i].started = error == 0;
		if (error == 0)
			continue;
		pthread_mutex_lock(&g.lock);
		g.left--;
		pthread_mutex_unlock(&g.lock);
	}
	await_all(&g, runners, n, task, patience_ms);
	for (size_t i = 0; i < n; i++) {
		if (runners[i].started)
			pthread_join(runners[i].thread, NULL);
		judge(&runners[i], error);
	}
	pthread_mutex_destroy(&g.lock);
	pthread_cond_destroy(&g.ended);
}

/* The networks of the process, not synced yet. */
static struct network_sync *list_networks_to_sync(struct app *app, size_t *n)
{
	size_t count;
	struct app *const *scopes = scope_list(app, &count);
	struct network_sync *list = calloc(count + 1, sizeof(*list));

	*n = 0;
	for (size_t i = 0; list != NULL && i < count; i++)
		if (scope_is_first(scopes[i]))
			list[(*n)++].scope = scopes[i];
	return list;
}

enum status sync_networks(struct app *app, struct task *task, int64_t patience_ms,
			  struct network_sync **out, size_t *n, struct err *e)
{
	struct network_sync *list = list_networks_to_sync(app, n);
	struct runner *runners = calloc(*n + 1, sizeof(*runners));
	enum status s = STATUS_OK;

	*out = list;
	if (list == NULL || runners == NULL) {
		free(list);
		free(runners);
		*out = NULL;
		*n = 0;
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < *n; i++)
		runners[i].sync = &list[i];
	if (*n == 1)
		sync_one(list, task);
	else if (*n > 1)
		run_all(runners, *n, task, patience_ms);
	if (task_cancelled(task)) {
		s = task_check(task, e);
		free(list);
		*out = NULL;
		*n = 0;
	}
	free(runners);
	return s;
}

int64_t watch_networks(struct app *app, struct task *task)
{
	size_t n;
	struct network_sync *list = list_networks_to_sync(app, &n);
	struct runner *runners = calloc(n + 1, sizeof(*runners));
	int64_t pause = INT64_MAX;

	for (size_t i = 0; list != NULL && runners != NULL && i < n; i++)
		runners[i] = (struct runner){.sync = &list[i], .background = true};
	if (list != NULL && runners != NULL && n == 1)
		sync_once(&runners[0], task);
	else if (list != NULL && runners != NULL)
		run_all(runners, n, task, 0);
	for (size_t i = 0; list != NULL && runners != NULL && i < n; i++)
		pause = runners[i].pause_ms < pause ? runners[i].pause_ms : pause;
	free(runners);
	free(list);
	/* Out of memory, or before the first threads ran: try again in a second. */
	return pause < 1000 || pause == INT64_MAX ? 1000 : pause;
}
