/*
 * The signer is asked under the signer's lock, one request at a time. Whether the vault is open is
 * kept in an atomic besides: deriving a key takes half a second, in which a screen must not wait.
 */
#include "app/unlock.h"

#include "app/account_keys_private.h"
#include "app/idle_lock.h"
#include "app/state.h"
#include "app/vault_state_private.h"
#include "base/buf.h"
#include "base/clock.h"

bool is_unlocked(struct app *app)
{
	return atomic_load(&app->shared->unlocked);
}

enum status unlock_vault(struct app *app, struct err *e)
{
	struct buf file;
	enum status s = read_vault_file(app, &file, e);

	if (s == STATUS_OK) {
		pthread_mutex_lock(&app->shared->signer_lock);
		s = door_open(app->shared->door, file.data, file.len, e);
		note_answer(app, s);
		note_vault_state(app);
		pthread_mutex_unlock(&app->shared->signer_lock);
		/* The signer sees bytes only; a person needs to know which file to replace. */
		if (s == ERR_DAMAGED)
			s = err_prefix(e, s, "%s", app->shared->paths.vault);
	}
	buf_release(&file);
	if (s != STATUS_OK)
		return s;
	save_labels(app);
	return remember_vault_accounts(app, e);
}

enum status unlock_if_locked(struct app *app, struct err *e)
{
	return is_unlocked(app) ? STATUS_OK : unlock_vault(app, e);
}

void end_questions(struct app *app)
{
	pthread_mutex_lock(&app->shared->signer_lock);
	door_end_questions(app->shared->door);
	/* The signer may have ended at its question, which locks the vault. */
	note_vault_state(app);
	pthread_mutex_unlock(&app->shared->signer_lock);
	app->shared->last_key_ms = clock_monotonic_ms();
}

/* Whoever waits for the answer has the signer's lock, so that it is not taken here. */
void cancel_questions(struct app *app)
{
	door_hang_up(app->shared->door);
}

/* Called with the lock of the signer held. */
static void lock_signer(struct app *app)
{
	door_lock(app->shared->door);
	atomic_store(&app->shared->unlocked, false);
}

void lock_vault(struct app *app)
{
	pthread_mutex_lock(&app->shared->signer_lock);
	lock_signer(app);
	pthread_mutex_unlock(&app->shared->signer_lock);
}

bool lock_idle_vault(struct app *app, struct err *e)
{
	bool due;

	pthread_mutex_lock(&app->shared->signer_lock);
	/* Another thread may have been answered, or have locked the vault, before this one came. */
	due = is_unlocked(app) && clock_monotonic_ms() >= idle_lock_due(app);
	if (due)
		lock_signer(app);
	pthread_mutex_unlock(&app->shared->signer_lock);
	if (due)
		(void)!err_set(e, ERR_LOCKED, "locked after %u s without an answer to the signer",
			       app->shared->config.idle_lock_s);
	return due;
}

/* Another thread that asks the signer notices its end itself. */
bool unlock_has_ended(struct app *app, struct err *e)
{
	bool ended;

	if (!is_unlocked(app) || pthread_mutex_trylock(&app->shared->signer_lock) != 0)
		return false;
	ended = door_has_ended(app->shared->door, e);
	if (ended)
		atomic_store(&app->shared->unlocked, false);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return ended;
}
