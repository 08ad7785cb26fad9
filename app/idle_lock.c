#include "app/idle_lock.h"

#include "app/state.h"
#include "base/clock.h"

int64_t idle_lock_due(const struct app *app)
{
	const int64_t idle_s = app->shared->config.idle_lock_s;

	return idle_s == 0 ? INT64_MAX : app->shared->answered_ms + idle_s * 1000;
}

int64_t idle_lock_time(const struct app *app)
{
	const int64_t due = idle_lock_due(app);

	return due == INT64_MAX ? 0 : clock_now() + (due - clock_monotonic_ms()) / 1000;
}

/*
 * A request has these statuses after an answer. Where one has them without, this counts for too
 * long, and the signer locks by itself at the right time.
 */
static bool was_answered(enum status s)
{
	return s == STATUS_OK || s == ERR_REFUSED || s == ERR_WRONG_PASSPHRASE || s == ERR_MISMATCH;
}

void note_answer(struct app *app, enum status s)
{
	if (was_answered(s))
		app->shared->answered_ms = clock_monotonic_ms();
}
