/*
 * Threads of the dashboard. Lanes: NET syncs in the background and follows own transactions between
 * two syncs, ACT runs what the user asked of the network, UPLOAD sends datasets, SCORE fetches a
 * model and scores, CPU derives keys, signs, and locks the vault when no key was pressed for long,
 * CHECK looks once through the cache file. Each lane is one thread with a queue, so that an unlock
 * never waits for a silent node, nor a claim for an upload. The store thread is in store_thread.c.
 *
 * Invariant: a work is in exactly one place: a lane's queue, running in a lane, or the ended
 * list; `lock` guards all three, the progress and who is cancelled. All that runs on NET, works
 * and the background sync, shares one task, so that what is known of each node outlives a round.
 */
#include "app/work_private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "app/follow.h"
#include "app/session_private.h"
#include "app/state.h"
#include "app/sync.h"
#include "app/unlock.h"
#include "base/clock.h"

/* How often own transactions that are under way are looked at: live attributions' pace. */
#define FOLLOW_MS 5000

struct work {
	struct crew *crew;
	struct lane *lane;
	struct work *next;
	work_run *run;
	void *args;
	void (*free_args)(void *args);
	work_done *done;
	void *user;
	struct task own;   /* of a lane whose works have a task each */
	struct task *task; /* what it runs with: `own`, or the NET lane's */
	struct work_result result;
	struct task_progress progress;
	int64_t began_ms, told_ms;
};

struct lane {
	struct crew *crew;
	pthread_t thread;
	pthread_cond_t wake;
	struct work *first, **last;
	struct work *running;
};

struct crew {
	struct app *app;
	pthread_mutex_t lock;
	struct lane lanes[LANES];
	size_t started;
	struct work *ended, **ended_last;
	atomic_bool stopping;
	int fd; /* eventfd */
	int64_t next_sync_ms;
	int64_t next_follow_ms; /* INT64_MAX: nothing is under way */
	int64_t syncs_asked;	/* by work_sync_soon(), so far */
	bool watching;		/* live attributions are on screen: sync more often */
	struct task sync_task;	/* of all that runs on NET; keeps its session */
};

void crew_signal(struct crew *c)
{
	uint64_t one = 1;

	/* A full counter means that the UI is being woken already. */
	if (write(c->fd, &one, sizeof(one)) < 0 && errno != EAGAIN)
		return;
}

bool crew_stopping(struct crew *c)
{
	return atomic_load(&c->stopping);
}

static void on_progress(void *user, const struct task_progress *p)
{
	struct work *w = user;
	int64_t now = clock_monotonic_ms();
	bool tell = now - w->told_ms >= 100;

	pthread_mutex_lock(&w->crew->lock);
	w->progress = *p;
	if (tell)
		w->told_ms = now;
	pthread_mutex_unlock(&w->crew->lock);
	if (tell)
		crew_signal(w->crew);
}

/* Called with the lock held. */
static void end_work(struct work *w)
{
	w->next = NULL;
	*w->crew->ended_last = w;
	w->crew->ended_last = &w->next;
}

static void run_one(struct lane *lane, struct work *w)
{
	struct crew *c = lane->crew;

	w->result.status = w->run(c->app, w->task, w->args, &w->result, &w->result.error);
	if (w->task == &w->own)
		end_session(w->task);
	pthread_mutex_lock(&c->lock);
	lane->running = NULL;
	/* The next one on the same task was not cancelled. */
	atomic_store(&w->task->cancel, c->stopping);
	w->task->on_progress = NULL;
	end_work(w);
	pthread_mutex_unlock(&c->lock);
	crew_signal(c);
}

/* When a lane has something to do by itself, in clock_monotonic_ms(); INT64_MAX: never. */
static int64_t lane_due(const struct lane *lane)
{
	const struct crew *c = lane->crew;
	struct app *app = c->app;

	if (lane == &c->lanes[LANE_NET] && !app->options.offline && app->profile != NULL)
		return c->next_follow_ms < c->next_sync_ms ? c->next_follow_ms : c->next_sync_ms;
	if (lane == &c->lanes[LANE_CPU] && app->config.idle_lock_s > 0 && is_unlocked(app))
		return app->last_key_ms + (int64_t)app->config.idle_lock_s * 1000;
	return INT64_MAX;
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

/* Called with the lock held, so that a cancellation meets a queued work or a running one. */
static void begin(struct work *w)
{
	w->lane->running = w;
	w->began_ms = clock_monotonic_ms();
	w->task->on_progress = on_progress;
	w->task->user = w;
}

/* Out: the next work, or NULL when the lane's own time has come. False when the lane should end. */
static bool next_work(struct lane *lane, struct work **out)
{
	struct crew *c = lane->crew;
	bool run = true;

	pthread_mutex_lock(&c->lock);
	for (;;) {
		int64_t due = lane_due(lane);

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

static void lock_idle(struct app *app)
{
	lock_vault(app);
	note_event(app, "vault", TRUST_NONE, "locked after %u s without a key",
		   app->config.idle_lock_s);
	store_refresh(app);
}

/* A sync of everything when its time has come, else a look at own transactions. */
static void run_background(struct crew *c)
{
	bool watching, whole, news = false;
	int64_t asked, pause = 0, now;
	size_t under_way;

	pthread_mutex_lock(&c->lock);
	watching = c->watching;
	asked = c->syncs_asked;
	whole = c->next_sync_ms <= clock_monotonic_ms();
	pthread_mutex_unlock(&c->lock);
	if (whole)
		pause = sync_in_background(c->app, &c->sync_task, watching);
	else
		news = follow_in_background(c->app, &c->sync_task);
	under_way = transactions_under_way(c->app);
	pthread_mutex_lock(&c->lock);
	now = clock_monotonic_ms();
	/* Asked for while it ran: what was to be seen may have come too late for it. */
	if (news || asked != c->syncs_asked)
		c->next_sync_ms = now;
	else if (whole)
		c->next_sync_ms = now + pause;
	c->next_follow_ms = under_way > 0 ? now + FOLLOW_MS : INT64_MAX;
	pthread_mutex_unlock(&c->lock);
}

static void run_due(struct lane *lane)
{
	if (lane == &lane->crew->lanes[LANE_CPU])
		lock_idle(lane->crew->app);
	else
		run_background(lane->crew);
}

static void *lane_main(void *arg)
{
	struct lane *lane = arg;
	struct work *w;

	while (next_work(lane, &w)) {
		if (w != NULL)
			run_one(lane, w);
		else
			run_due(lane);
	}
	return NULL;
}

struct work *work_new(struct app *app, enum lane_name name, work_run *run, void *take_args,
		      void (*free_args)(void *args), work_done *done, void *user)
{
	struct crew *c = app->crew;
	struct lane *lane = &c->lanes[name];
	struct work *w = calloc(1, sizeof(*w));

	if (w == NULL) {
		free_args(take_args);
		return NULL;
	}
	w->crew = c;
	w->lane = lane;
	w->task = name == LANE_NET ? &c->sync_task : &w->own;
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

enum status work_start(struct app *app, struct err *e)
{
	struct crew *c = calloc(1, sizeof(*c));
	pthread_condattr_t monotonic;
	enum status s;

	if (c == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	c->app = app;
	c->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	c->ended_last = &c->ended;
	c->next_follow_ms = INT64_MAX;
	pthread_mutex_init(&c->lock, NULL);
	app->crew = c;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	for (int i = 0; i < LANES; i++) {
		c->lanes[i] = (struct lane){.crew = c};
		c->lanes[i].last = &c->lanes[i].first;
		pthread_cond_init(&c->lanes[i].wake, &monotonic);
	}
	pthread_condattr_destroy(&monotonic);
	s = c->fd < 0 ? err_set(e, ERR_IO, "cannot start: %s", strerror(errno))
		      : store_start(app, e);
	if (s != STATUS_OK) {
		work_stop(app);
		return s;
	}
	for (; c->started < LANES; c->started++) {
		struct lane *lane = &c->lanes[c->started];
		int error = pthread_create(&lane->thread, NULL, lane_main, lane);

		if (error != 0) {
			work_stop(app);
			return err_set(e, ERR_IO, "cannot start a thread: %s", strerror(error));
		}
	}
	work_look_for_damage(app);
	return STATUS_OK;
}

/* Sets every cancel flag, so that each lane comes back within 50 ms of its next look. */
static void cancel_all(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->stopping = true;
	atomic_store(&c->sync_task.cancel, true);
	for (int i = 0; i < LANES; i++) {
		if (c->lanes[i].running != NULL)
			atomic_store(&c->lanes[i].running->task->cancel, true);
		pthread_cond_broadcast(&c->lanes[i].wake);
	}
	pthread_mutex_unlock(&c->lock);
}

static void free_list(struct work *w)
{
	while (w != NULL) {
		struct work *next = w->next;

		release_result(w->crew->app, &w->result);
		free_work(w);
		w = next;
	}
}

void work_stop(struct app *app)
{
	struct crew *c = app->crew;

	if (c == NULL)
		return;
	cancel_all(c);
	for (size_t i = 0; i < c->started; i++)
		pthread_join(c->lanes[i].thread, NULL);
	end_session(&c->sync_task);
	for (int i = 0; i < LANES; i++) {
		free_list(c->lanes[i].first);
		pthread_cond_destroy(&c->lanes[i].wake);
	}
	free_list(c->ended);
	store_stop(app);
	pthread_mutex_destroy(&c->lock);
	if (c->fd >= 0)
		close(c->fd);
	free(c);
	app->crew = NULL;
}

int work_fd(const struct app *app)
{
	return app->crew->fd;
}

void work_poll(struct app *app)
{
	struct crew *c = app->crew;
	struct work *w;
	uint64_t count;

	if (read(c->fd, &count, sizeof(count)) < 0 && errno != EAGAIN)
		return;
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

/* Takes a work out of its lane's queue. False when it is not there. Called with the lock held. */
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

void work_cancel(struct app *app, struct work *w)
{
	struct crew *c = app->crew;

	pthread_mutex_lock(&c->lock);
	if (w->lane->running == w) {
		atomic_store(&w->task->cancel, true);
	} else if (unqueue(w)) {
		/* It would wait for those before it only to be told that it may not run. */
		w->result.status = err_set(&w->result.error, ERR_CANCELLED, "cancelled");
		end_work(w);
	}
	pthread_mutex_unlock(&c->lock);
	crew_signal(c);
}

bool work_progress(struct app *app, const struct work *w, struct work_progress *out)
{
	struct crew *c = app->crew;
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

static void wake_lane(struct crew *c, enum lane_name name)
{
	pthread_mutex_lock(&c->lock);
	pthread_cond_signal(&c->lanes[name].wake);
	pthread_mutex_unlock(&c->lock);
}

void work_sync_soon(struct app *app)
{
	struct crew *c = app->crew;

	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->next_sync_ms = 0;
	c->syncs_asked++;
	pthread_cond_signal(&c->lanes[LANE_NET].wake);
	pthread_mutex_unlock(&c->lock);
}

void work_watch_live(struct app *app, bool watching)
{
	struct crew *c = app->crew;

	pthread_mutex_lock(&c->lock);
	c->watching = watching;
	pthread_mutex_unlock(&c->lock);
	if (watching)
		work_sync_soon(app);
}

void work_touch(struct app *app)
{
	int64_t now = clock_monotonic_ms(), idle_ms = (int64_t)app->config.idle_lock_s * 1000;
	bool late = idle_ms > 0 && is_unlocked(app) && now - app->last_key_ms >= idle_ms;

	/*
	 * Waiting does not count suspended time, the idle time does: a key after the machine woke
	 * up must lock, not postpone.
	 */
	if (!late)
		app->last_key_ms = now;
	else if (app->crew != NULL)
		wake_lane(app->crew, LANE_CPU);
}
