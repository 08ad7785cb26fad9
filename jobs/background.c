#include "jobs/background.h"

#include "act/follow.h"
#include "app/event.h"
#include "app/state.h"
#include "app/unlock.h"
#include "base/clock.h"
#include "sync/sync.h"

/* How often own transactions that are under way are looked at: live attributions' pace. */
#define FOLLOW_MS 5000

/* A sync of everything when its time has come, else a look at own transactions. */
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
	/* Asked for while it ran: what was to be seen may have come too late for it. */
	if (news || asked != c->syncs_asked)
		c->next_sync_ms = now;
	else if (whole)
		c->next_sync_ms = now + pause;
	c->next_follow_ms = under_way > 0 ? now + FOLLOW_MS : INT64_MAX;
	pthread_mutex_unlock(&c->lock);
}

static int64_t net_due(struct crew *c)
{
	if (c->app->options.offline || c->app->profile == NULL)
		return INT64_MAX;
	return c->next_follow_ms < c->next_sync_ms ? c->next_follow_ms : c->next_sync_ms;
}

const struct lane_habit background_net = {net_due, run_net};

static int64_t idle_lock_due(struct crew *c)
{
	const struct app *app = c->app;

	if (app->config.idle_lock_s == 0 || !is_unlocked(c->app))
		return INT64_MAX;
	return app->last_key_ms + (int64_t)app->config.idle_lock_s * 1000;
}

static void lock_idle(struct crew *c)
{
	lock_vault(c->app);
	note_event(c->app, "vault", TRUST_NONE, "locked after %u s without a key",
		   c->app->config.idle_lock_s);
	store_refresh(c->app);
}

const struct lane_habit background_idle_lock = {idle_lock_due, lock_idle};

void sync_soon(struct app *app)
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

void watch_live(struct app *app, bool watching)
{
	struct crew *c = app->crew;

	pthread_mutex_lock(&c->lock);
	c->watching = watching;
	pthread_mutex_unlock(&c->lock);
	if (watching)
		sync_soon(app);
}

void postpone_lock(struct app *app)
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
