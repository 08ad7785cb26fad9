/*
 * Two habits of lanes: a watch syncs its network and follows own transactions there, CPU locks an
 * idle vault. Each habit is a pair of functions, "when is it due" and "do it"; lane.c calls both.
 *
 * The crew's lock guards the times and flags. Nothing here holds it while it talks to the network.
 */
#include "jobs/background_private.h"

#include "act/follow.h"
#include "app/event.h"
#include "app/idle_lock.h"
#include "app/state.h"
#include "app/unlock.h"
#include "base/clock.h"
#include "sync/in_background.h"

/* Milliseconds between two looks at own transactions: as often as live attributions are polled. */
#define FOLLOW_MS 5000

/*
 * Milliseconds between two syncs of a network that is not shown: a tenth of the questions that a
 * shown one is asked every minute. It is asked at all because the header tells of trouble there.
 */
#define LEFT_OUT_MS 600000

/*
 * The most syncs at once. Each holds a connection to every node, three or four of them, and to its
 * datanets: sixteen stay far below the 256 descriptors that the smallest systems allow. Twelve
 * networks, of which some are silent, never wait for one another.
 */
#define SYNCS_AT_ONCE 16

/* How soon it is said that the signer has ended, while the vault is open. */
#define LOOK_MS 1000

/*
 * Whether somebody looks at the screen: a key was pressed within this time. Terminals do not say
 * whether they can be seen.
 */
#define WATCHED_MS (10 * 60 * 1000)

static bool is_watched(const struct app *app)
{
	return clock_monotonic_ms() - app->shared->last_key_ms < WATCHED_MS;
}

/* Whether the watch may begin a sync now. Called with the lock held. */
static bool may_sync(const struct watch *w)
{
	return w->next_sync_ms <= clock_monotonic_ms() && w->lane.crew->syncing < SYNCS_AT_ONCE;
}

/* Gives the place of a sync to the watches that wait for one. Called with the lock held. */
static void free_place(struct crew *c)
{
	bool full = c->syncing-- == SYNCS_AT_ONCE;

	for (size_t i = 0; i < c->n_watches && full; i++)
		pthread_cond_signal(&c->watches[i].lane.wake);
}

/* Keeps how a sync went for whoever waits for it. Called with the lock held. */
static void end_sync(struct watch *w, uint64_t asked, const struct sync_outcome *outcome)
{
	int64_t now = clock_monotonic_ms(), pause_ms = outcome->pause_ms;

	if (w->left_out && pause_ms < LEFT_OUT_MS)
		pause_ms = LEFT_OUT_MS;
	w->status = outcome->status;
	w->error = outcome->error;
	w->done = asked;
	/*
	 * A sync asked for meanwhile runs at once: the one that just ended may have read the chain
	 * before the change that the user waits for.
	 */
	w->next_sync_ms = asked != w->asked ? now : now + pause_ms;
	free_place(w->lane.crew);
	pthread_cond_broadcast(&w->lane.crew->synced);
}

/* The sync named its next try without knowing that its network is asked rarely. */
static void name_next_try(struct app *scope, int64_t wait_ms)
{
	struct sync_status now = sync_status_of(scope);

	now.next_try = clock_now() + wait_ms / 1000;
	set_sync_status(scope, &now);
}

/* Syncs the network when its time has come, else looks at own transactions only. */
static void run_watch(struct lane *lane)
{
	struct crew *c = lane->crew;
	struct watch *w = lane->watch;
	struct sync_outcome outcome = {.status = STATUS_OK};
	struct sync_wish wish;
	bool due, news = false;
	int64_t wait_ms;
	uint64_t asked;
	size_t under_way;

	pthread_mutex_lock(&c->lock);
	asked = w->asked;
	due = may_sync(w);
	wish = (struct sync_wish){.pace = is_watched(c->app) && !w->left_out ? PACE_WATCHED
									     : PACE_IDLE,
				  .live = c->watching && !w->left_out,
				  .whole = asked != w->done,
				  .retry = w->retry};
	w->retry = w->retry && !due;
	c->syncing += due;
	pthread_mutex_unlock(&c->lock);
	if (due)
		sync_in_background(w->scope, &w->task, &wish, &outcome);
	else
		news = follow_in_background(w->scope, &w->task);
	under_way = count_under_way(w->scope);
	pthread_mutex_lock(&c->lock);
	if (due)
		end_sync(w, asked, &outcome);
	if (news)
		w->next_sync_ms = clock_monotonic_ms();
	w->next_follow_ms = under_way > 0 ? clock_monotonic_ms() + FOLLOW_MS : INT64_MAX;
	wait_ms = w->next_sync_ms - clock_monotonic_ms();
	pthread_mutex_unlock(&c->lock);
	if (due && wait_ms > outcome.pause_ms)
		name_next_try(w->scope, wait_ms);
}

static int64_t watch_due(struct lane *lane)
{
	const struct watch *w = lane->watch;

	if (w->scope->shared->options.offline)
		return INT64_MAX;
	/* free_place() wakes a watch that waits for a place. */
	if (w->lane.crew->syncing >= SYNCS_AT_ONCE)
		return w->next_follow_ms;
	return w->next_follow_ms < w->next_sync_ms ? w->next_follow_ms : w->next_sync_ms;
}

const struct lane_habit background_watch = {watch_due, run_watch};

/* An open vault is looked after: whether it has to lock, and whether its signer still lives. */
static int64_t vault_look_due(struct lane *lane)
{
	struct crew *c = lane->crew;
	int64_t end;

	if (!is_unlocked(c->app))
		return INT64_MAX;
	end = idle_lock_due(c->app);
	return end < c->next_look_ms ? end : c->next_look_ms;
}

static void look_after_vault(struct lane *lane)
{
	struct crew *c = lane->crew;
	const int64_t now = clock_monotonic_ms();
	struct err e = {0};
	bool locked;

	c->next_look_ms = now + LOOK_MS;
	locked = now >= idle_lock_due(c->app) ? lock_idle_vault(c->app, &e)
					      : unlock_has_ended(c->app, &e);
	if (!locked)
		return;
	note_event(c->app, "vault", TRUST_NONE, "%s", e.text);
	store_refresh(c->app);
}

const struct lane_habit background_vault = {vault_look_due, look_after_vault};

/* Makes the watch sync at once. Called with the lock held. */
static void ask(struct watch *w)
{
	w->next_sync_ms = 0;
	w->asked++;
	pthread_cond_signal(&w->lane.wake);
}

void sync_soon(struct app *app)
{
	struct crew *c = app->shared->crew;

	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	for (size_t i = 0; i < c->n_watches; i++)
		if (app->profile == NULL || c->watches[i].scope->network == app->network)
			ask(&c->watches[i]);
	pthread_mutex_unlock(&c->lock);
}

/* How many watches have not ended a sync since they were asked. Called with the lock held. */
static size_t still_syncing(const struct crew *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_watches; i++)
		n += c->watches[i].done < c->watches[i].asked;
	return n;
}

enum status sync_all_now(struct app *app, struct task *task, struct err *e)
{
	struct crew *c = app->shared->crew;
	enum status s = STATUS_OK;
	size_t left;

	pthread_mutex_lock(&c->lock);
	for (size_t i = 0; i < c->n_watches; i++) {
		c->watches[i].retry = true;
		ask(&c->watches[i]);
	}
	while ((left = still_syncing(c)) > 0 && !task_cancelled(task) && !c->stopping) {
		pthread_mutex_unlock(&c->lock);
		task_progress(task, "asking the networks", c->n_watches - left, c->n_watches,
			      "networks");
		pthread_mutex_lock(&c->lock);
		if (still_syncing(c) == left && !task_cancelled(task) && !c->stopping)
			pthread_cond_wait(&c->synced, &c->lock);
	}
	for (size_t i = 0; i < c->n_watches && s == STATUS_OK; i++) {
		const struct watch *w = &c->watches[i];

		if (w->status != STATUS_OK && w->status != ERR_BUSY)
			s = err_set(e, w->status, "%s%s%s",
				    c->n_watches > 1 ? w->scope->profile->name : "",
				    c->n_watches > 1 ? ": " : "", w->error.text);
	}
	pthread_mutex_unlock(&c->lock);
	return task_cancelled(task) ? task_check(task, e) : s;
}

void watch_live(struct app *app, bool watching)
{
	struct crew *c = app->shared->crew;

	pthread_mutex_lock(&c->lock);
	c->watching = watching;
	pthread_mutex_unlock(&c->lock);
	if (watching)
		sync_soon(app);
}

void note_key(struct app *app)
{
	const int64_t now = clock_monotonic_ms();
	const bool back = !is_watched(app);

	app->shared->last_key_ms = now;
	/*
	 * The lane's wait stands still while the machine is suspended, but the idle time goes on:
	 * the first key after waking up must find the vault locked.
	 */
	if (is_unlocked(app) && now >= idle_lock_due(app) && app->shared->crew != NULL)
		wake_lane(app->shared->crew, LANE_CPU);
	if (back)
		sync_soon(app);
}
