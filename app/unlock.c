/*
 * The signer is asked under the signer's lock, one request at a time. Whether the vault is open is
 * kept in an atomic besides: deriving a key takes half a second, in which a screen must not wait.
 */
#include "app/unlock.h"

#include <unistd.h>

#include "app/account_private.h"
#include "app/state.h"
#include "app/unlock_private.h"
#include "base/file.h"

bool has_vault(const struct app *app)
{
	return access(app->paths.vault, F_OK) == 0;
}

bool is_unlocked(struct app *app)
{
	return atomic_load(&app->unlocked);
}

void note_vault_state(struct app *app)
{
	struct door_state state;

	atomic_store(&app->unlocked,
		     door_state(app->door, &state, NULL) == STATUS_OK && state.open);
}

enum status remember_vault_accounts(struct app *app, struct err *e)
{
	struct door_state state;
	enum status s;

	if (app->options.read_only)
		return STATUS_OK;
	/* The lock is given back before the store is written, which may have to wait. */
	pthread_mutex_lock(&app->signer_lock);
	s = door_state(app->door, &state, e);
	pthread_mutex_unlock(&app->signer_lock);
	return s == STATUS_OK ? store_vault_accounts(app, state.accounts, state.n, e) : s;
}

enum status read_vault_file(struct app *app, struct buf *file, struct err *e)
{
	enum status s;

	buf_init(file, LIMIT_VAULT);
	s = file_read_private(file, app->paths.vault, e);
	if (s == ERR_NOT_FOUND)
		return err_set(e, s, "there is no vault yet; run: byline init, or: byline restore");
	/* A file of another kind was put in place of the vault. */
	if (s == ERR_LIMIT)
		return err_set(e, ERR_DAMAGED, "%s is too large to be a vault", app->paths.vault);
	return s;
}

enum status unlock_vault(struct app *app, const struct secret *passphrase, struct err *e)
{
	struct buf file;
	enum status s = read_vault_file(app, &file, e);

	if (s == STATUS_OK) {
		pthread_mutex_lock(&app->signer_lock);
		s = door_open(app->door, file.data, file.len, passphrase, e);
		note_vault_state(app);
		pthread_mutex_unlock(&app->signer_lock);
		/* The signer sees bytes only; a person needs to know which file to replace. */
		if (s == ERR_DAMAGED)
			s = err_prefix(e, s, "%s", app->paths.vault);
	}
	buf_release(&file);
	return s == STATUS_OK ? remember_vault_accounts(app, e) : s;
}

void lock_vault(struct app *app)
{
	pthread_mutex_lock(&app->signer_lock);
	door_lock(app->door);
	atomic_store(&app->unlocked, false);
	pthread_mutex_unlock(&app->signer_lock);
}
