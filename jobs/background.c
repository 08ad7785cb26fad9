/*
 * Two habits of lanes: NET syncs and follows own transactions, CPU locks an idle vault. Each habit
 * is a pair of functions, "when is it due" and "do it"; lane.c calls both.
 *
 * The crew's lock guards the times and flags. Nothing here holds it while it talks to the network.
 */
#include "jobs/background_private.h"

#include "act/follow.h"
#include "app/event.h"
#include "app/state.h"
#include "app/unlock.h"
#include "base/clock.h"
#include "sync/sync.h"

/* Milliseconds between two looks at own transactions: as often as live attributions are polled. */
#define FOLLOW_MS 5000

/* Syncs everything when its time has come, else looks at own transactions only. */
static void run_net(struct crew *c)
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
	under_way = count_under_way(c->app);
	pthread_mutex_lock(&c->lock);
	now = clock_monotonic_ms();
	/*
	 * A sync asked for meanwhile runs at once: the one that just ended may have read the chain
	 * before the change that the user waits for.
	 */
	if (news || asked != c->syncs_asked)
		c->next_sync_ms = now;
	else if (whole)
		c->next_sync_ms = now + pause;
	c->next_follow_ms = under_way > 0 ? now + FOLLOW_MS : INT64_MAX;
	pthread_mutex_unlock(&c->lock);
}

static int64_t net_due(struct crew *c)
{
	if (c->app->shared->options.offline || c->app->profile == NULL)
		return INT64_MAX;
	return c->next_follow_ms < c->next_sync_ms ? c->next_follow_ms : c->next_sync_ms;
}

const struct lane_habit background_net = {net_due, run_net};

/* The idle time counts from the last key; 0 in the configuration means that it never ends. */
static int64_t idle_lock_due(struct crew *c)
{
	const struct app *app = c->app;

	if (app->shared->config.idle_lock_s == 0 || !is_unlocked(c->app))
		return INT64_MAX;
	return app->shared->last_key_ms + (int64_t)app->shared->config.idle_lock_s * 1000;
}

static void lock_idle(struct crew *c)
{
	lock_vault(c->app);
	note_event(c->app, "vault", TRUST_NONE, "locked after %u s without a key",
		   c->app->shared->config.idle_lock_s);
	store_refresh(c->app);
}

const struct lane_habit background_idle_lock = {idle_lock_due, lock_idle};

void sync_soon(struct app *app)
{
	struct crew *c = app->shared->crew;

	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->next_sync_ms = 0;
	c->syncs_asked++;
	pthread_cond_signal(&c->lanes[LANE_NET].wake);
	pthread_mutex_unlock(&c->lock);
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

void postpone_lock(struct app *app)
{
	int64_t now = clock_monotonic_ms(),
		idle_ms = (int64_t)app->shared->config.idle_lock_s * 1000;
	bool late = idle_ms > 0 && is_unlocked(app) && now - app->shared->last_key_ms >= idle_ms;

	/*
	 * The lane's wait stands still while the machine is suspended, but the idle time goes on:
	 * the first key after waking up must lock the vault, not postpone the lock.
	 */
	if (!late)
		app->shared->last_key_ms = now;
	else if (app->shared->crew != NULL)
		wake_lane(app->shared->crew, LANE_CPU);
}
