/*
 * Threads and queues of the dashboard's work. Read first lane_main(), the loop of each thread, with
 * next_work() and run_one(); then queue_work() and cancel_work(), which the UI thread calls; last
 * end_lanes(). The lanes do not know what runs in them: the pieces of work come from the start_*.c
 * files, the habits from background.c.
 *
 * Invariant: a piece of work is in exactly one place: a lane's queue, running in a lane, or the
 * ended list. The crew's lock guards all three, the progress and who is cancelled.
 */
#include "jobs/lane.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "app/scope.h"
#include "app/session.h"
#include "app/state.h"
#include "base/clock.h"
#include "jobs/loan.h"
#include "jobs/result.h"

/* Least milliseconds between two wake-ups for progress: a bar moves smoothly at ten a second. */
#define PROGRESS_MS 100

struct work {
	struct crew *crew;
	struct lane *lane;
	struct work *next;
	work_run *run;
	void *args;
	void (*free_args)(void *args);
	work_done *done;
	void *user;
	struct app *app; /* the scope that it was started in */
	struct task task;
	struct work_result result;
	struct task_progress progress;
	int64_t began_ms, woken_ms; /* when it began, and when it last woke the UI */
};

void wake_ui(struct crew *c)
{
	uint64_t one = 1;

	/* A full counter means that the UI is being woken already. */
	if (write(c->fd, &one, sizeof(one)) < 0 && errno != EAGAIN)
		return;
}

static void on_progress(void *user, const struct task_progress *p)
{
	struct work *w = user;
	int64_t now = clock_monotonic_ms();
	bool wake = now - w->woken_ms >= PROGRESS_MS;

	pthread_mutex_lock(&w->crew->lock);
	w->progress = *p;
	if (wake)
		w->woken_ms = now;
	pthread_mutex_unlock(&w->crew->lock);
	if (wake)
		wake_ui(w->crew);
}

/* Puts a piece of work at the end of the ended list. Called with the lock held. */
static void end_work(struct work *w)
{
	w->next = NULL;
	*w->crew->ended_last = w;
	w->crew->ended_last = &w->next;
}

static void run_one(struct lane *lane, struct work *w)
{
	struct crew *c = lane->crew;

	w->result.status = w->run(w->app, &w->task, w->args, &w->result, &w->result.error);
	end_session(&w->task);
	loan_end(c);
	pthread_mutex_lock(&c->lock);
	lane->running = NULL;
	w->task.on_progress = NULL;
	end_work(w);
	pthread_mutex_unlock(&c->lock);
	wake_ui(c);
}

/* Waits on the lane for a signal, or until `due`. Called with the lock held. */
static void lane_wait(struct lane *lane, int64_t due)
{
	struct timespec until;
	int64_t wait_ms = due - clock_monotonic_ms();

	if (due == INT64_MAX) {
		pthread_cond_wait(&lane->wake, &lane->crew->lock);
		return;
	}
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += wait_ms / 1000;
	until.tv_nsec += wait_ms % 1000 * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_cond_timedwait(&lane->wake, &lane->crew->lock, &until);
}

/*
 * Called with the lock held by next_work() since the work left the queue: cancel_work() then finds
 * it either queued or running, never in between.
 */
static void begin(struct work *w)
{
	w->lane->running = w;
	w->began_ms = clock_monotonic_ms();
	w->task.on_progress = on_progress;
	w->task.user = w;
}

/*
 * Waits for the next piece of work, or until the habit is due.
 * Out:     the work; NULL when the habit is due. Queued work comes first.
 * Returns: false when the lane should end.
 */
static bool next_work(struct lane *lane, struct work **out)
{
	struct crew *c = lane->crew;
	bool run = true;

	pthread_mutex_lock(&c->lock);
	for (;;) {
		int64_t due = lane->habit.due != NULL ? lane->habit.due(lane) : INT64_MAX;

		*out = lane->first;
		if (c->stopping) {
			run = false;
			break;
		}
		if (*out != NULL) {
			lane->first = (*out)->next;
			if (lane->first == NULL)
				lane->last = &lane->first;
			begin(*out);
			break;
		}
		if (due <= clock_monotonic_ms())
			break;
		lane_wait(lane, due);
	}
	pthread_mutex_unlock(&c->lock);
	return run;
}

static void *lane_main(void *arg)
{
	struct lane *lane = arg;
	struct work *w;

	while (next_work(lane, &w)) {
		if (w != NULL)
			run_one(lane, w);
		else
			lane->habit.run(lane);
	}
	return NULL;
}

struct work *queue_work(struct app *app, enum lane_name name, work_run *run, void *take_args,
			void (*free_args)(void *args), work_done *done, void *user)
{
	struct crew *c = app->shared->crew;
	struct lane *lane = &c->lanes[name];
	struct work *w = calloc(1, sizeof(*w));

	if (w == NULL) {
		free_args(take_args);
		return NULL;
	}
	w->crew = c;
	w->lane = lane;
	w->app = app;
	w->run = run;
	w->args = take_args;
	w->free_args = free_args;
	w->done = done;
	w->user = user;
	pthread_mutex_lock(&c->lock);
	*lane->last = w;
	lane->last = &w->next;
	pthread_cond_signal(&lane->wake);
	pthread_mutex_unlock(&c->lock);
	return w;
}

static void free_work(struct work *w)
{
	w->free_args(w->args);
	free(w);
}

/* Takes a work out of its lane's queue. Returns: false when it is not there. Lock held. */
static bool unqueue(struct work *w)
{
	struct lane *lane = w->lane;

	for (struct work **at = &lane->first; *at != NULL; at = &(*at)->next) {
		if (*at != w)
			continue;
		*at = w->next;
		if (lane->last == &w->next)
			lane->last = at;
		return true;
	}
	return false;
}

void cancel_work(struct crew *c, struct work *w)
{
	pthread_mutex_lock(&c->lock);
	if (w->lane->running == w) {
		atomic_store(&w->task.cancel, true);
		pthread_cond_broadcast(&c->synced);
	} else if (unqueue(w)) {
		/* The work ends here: in the queue it would wait its turn only to report this. */
		w->result.status = err_set(&w->result.error, ERR_CANCELLED, "cancelled");
		end_work(w);
	}
	pthread_mutex_unlock(&c->lock);
	wake_ui(c);
}

bool read_progress(struct crew *c, const struct work *w, struct work_progress *out)
{
	int64_t now = clock_monotonic_ms();
	double seconds;

	pthread_mutex_lock(&c->lock);
	memcpy(out->what, w->progress.what, sizeof(out->what));
	out->done = w->progress.done;
	out->total = w->progress.total;
	out->unit = w->progress.unit;
	seconds = w->began_ms > 0 ? (double)(now - w->began_ms) / 1000.0 : 0;
	pthread_mutex_unlock(&c->lock);
	out->rate = seconds > 0 ? (double)out->done / seconds : 0;
	return out->what[0] != '\0';
}

void wake_lane(struct crew *c, enum lane_name name)
{
	pthread_mutex_lock(&c->lock);
	pthread_cond_signal(&c->lanes[name].wake);
	pthread_mutex_unlock(&c->lock);
}

void end_works(struct crew *c)
{
	struct work *w;

	pthread_mutex_lock(&c->lock);
	w = c->ended;
	c->ended = NULL;
	c->ended_last = &c->ended;
	pthread_mutex_unlock(&c->lock);
	while (w != NULL) {
		struct work *next = w->next;

		w->done(w->user, &w->result);
		free_work(w);
		w = next;
	}
}

static void init_lane(struct lane *lane, struct crew *c, const pthread_condattr_t *monotonic)
{
	lane->crew = c;
	lane->last = &lane->first;
	pthread_cond_init(&lane->wake, monotonic);
}

/* Out of memory there is no watch, and nothing syncs by itself. */
static void init_watches(struct crew *c, const pthread_condattr_t *monotonic)
{
	size_t n, networks = scope_networks(c->app);
	struct app *const *scopes = scope_list(c->app, &n);

	c->watches = networks > 0 ? calloc(networks, sizeof(*c->watches)) : NULL;
	for (size_t i = 0; i < n && c->watches != NULL; i++) {
		struct watch *w = &c->watches[c->n_watches];

		if (!scope_is_first(scopes[i]))
			continue;
		init_lane(&w->lane, c, monotonic);
		w->lane.watch = w;
		w->scope = scopes[i];
		w->next_follow_ms = INT64_MAX;
		c->n_watches++;
	}
}

struct crew *new_crew(struct app *app)
{
	struct crew *c = calloc(1, sizeof(*c));
	pthread_condattr_t monotonic;

	if (c == NULL)
		return NULL;
	c->app = app;
	c->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	c->ended_last = &c->ended;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->synced, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	for (size_t i = 0; i < LANES; i++)
		init_lane(&c->lanes[i], c, &monotonic);
	init_watches(c, &monotonic);
	pthread_cond_init(&c->returned, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return c;
}

static struct lane *lane_at(struct crew *c, size_t i)
{
	return i < LANES ? &c->lanes[i] : &c->watches[i - LANES].lane;
}

enum status start_lanes(struct crew *c, struct err *e)
{
	for (; c->started < LANES + c->n_watches; c->started++) {
		struct lane *lane = lane_at(c, c->started);
		int error = pthread_create(&lane->thread, NULL, lane_main, lane);

		if (error != 0)
			return err_set(e, ERR_IO, "cannot start a thread: %s", strerror(error));
	}
	return STATUS_OK;
}

/* Sets every cancel flag. Use cases look at theirs every 50 ms at most (app/task.h). */
static void cancel_all(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->stopping = true;
	for (size_t i = 0; i < LANES + c->n_watches; i++) {
		struct lane *lane = lane_at(c, i);

		if (lane->running != NULL)
			atomic_store(&lane->running->task.cancel, true);
		if (lane->watch != NULL)
			atomic_store(&lane->watch->task.cancel, true);
		pthread_cond_broadcast(&lane->wake);
	}
	pthread_cond_broadcast(&c->synced);
	pthread_cond_broadcast(&c->returned);
	pthread_mutex_unlock(&c->lock);
}

/* Frees works whose `done` is never called. */
static void free_list(struct work *w)
{
	while (w != NULL) {
		struct work *next = w->next;

		release_result(&w->result);
		free_work(w);
		w = next;
	}
}

void end_lanes(struct crew *c)
{
	cancel_all(c);
	for (size_t i = 0; i < c->started; i++)
		pthread_join(lane_at(c, i)->thread, NULL);
	for (size_t i = 0; i < c->n_watches; i++)
		end_session(&c->watches[i].task);
	for (size_t i = 0; i < LANES; i++) {
		free_list(c->lanes[i].first);
		c->lanes[i].first = NULL;
	}
	free_list(c->ended);
	c->ended = NULL;
}

void free_crew(struct crew *c)
{
	for (size_t i = 0; i < LANES + c->n_watches; i++)
		pthread_cond_destroy(&lane_at(c, i)->wake);
	free(c->watches);
	pthread_cond_destroy(&c->synced);
	pthread_cond_destroy(&c->returned);
	pthread_mutex_destroy(&c->lock);
	if (c->fd >= 0)
		close(c->fd);
	free(c);
}
