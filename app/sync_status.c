#include "app/sync_status.h"

#include "app/state.h"

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
