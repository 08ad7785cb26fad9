#include "app/sync_status.h"

#include "app/state.h"
#include "base/clock.h"

struct sync_status sync_status_of(struct app *app)
{
	struct sync_status status;

	pthread_mutex_lock(&app->shared->state_lock);
	status = app->network->sync;
	pthread_mutex_unlock(&app->shared->state_lock);
	return status;
}

void set_sync_status(struct app *app, const struct sync_status *status)
{
	pthread_mutex_lock(&app->shared->state_lock);
	app->network->sync = *status;
	pthread_mutex_unlock(&app->shared->state_lock);
	store_refresh(app);
}

int64_t lock_time(const struct app *app)
{
	int64_t key = app->shared->last_key_ms, answer = app->shared->answered_ms,
		idle_ms = clock_monotonic_ms() - (key < answer ? key : answer);

	return app->shared->config.idle_lock_s == 0
		       ? 0
		       : clock_now() + app->shared->config.idle_lock_s - idle_ms / 1000;
}
