#include <stdlib.h>
#include <unistd.h>

#include "app/state.h"
#include "app/vault_change_private.h"
#include "app/vault_state.h"
#include "app/vault_state_private.h"
#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"

/*
 * Writes the change that waits in the signer, reads the file back and lets the signer compare: only
 * then does it take the change over. Called with the signer's lock held.
 */
static enum status save(struct app *app, const struct buf *file, bool is_new, struct err *e)
{
	struct buf back;
	enum status s = paths_ensure(&app->shared->paths, e);

	if (s == STATUS_OK)
		s = is_new ? file_write_new(app->shared->paths.vault, file->data, file->len, e)
			   : file_write(app->shared->paths.vault, file->data, file->len, e);
	if (s == ERR_EXISTS)
		return err_set(e, s, "%s exists; byline never overwrites a vault",
			       app->shared->paths.vault);
	if (s != STATUS_OK)
		return s;
	s = read_vault_file(app, &back, e);
	if (s == STATUS_OK)
		s = door_check(app->shared->door, back.data, back.len, e);
	buf_release(&back);
	return s;
}

/*
 * Takes the lock file, and checks that the vault on disk is the one that is open: a change replaces
 * the whole file, and would undo what another process wrote. Called with the signer's lock held.
 */
static enum status begin_change(struct app *app, int *lock, struct err *e)
{
	char *path = dir_join(app->shared->paths.state, "vault.lock");
	struct buf now;
	enum status s =
		path == NULL ? err_set(e, ERR_MEMORY, "out of memory") : file_lock(lock, path, e);

	free(path);
	if (s == ERR_BUSY)
		return err_set(
			e, s,
			"another byline process is changing the vault; try again in a moment");
	if (s == STATUS_OK) {
		s = read_vault_file(app, &now, e);
		if (s == STATUS_OK)
			s = door_check(app->shared->door, now.data, now.len, e);
		/*
		 * The first check drops a change that could not be written earlier; the second one
		 * then compares with the vault as it is.
		 */
		if (s == ERR_CHANGED)
			s = door_check(app->shared->door, now.data, now.len, e);
		buf_release(&now);
	}
	if (s == ERR_CHANGED)
		s = err_set(
			e, s,
			"another byline process changed the vault; lock and unlock it, then try "
			"again");
	return s;
}

enum status change_vault(struct app *app, const char *what, make_vault *make, const void *args,
			 struct err *e)
{
	struct buf file;
	int lock = -1;
	enum status s = require_writable(app, what, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&file, LIMIT_VAULT);
	pthread_mutex_lock(&app->shared->signer_lock);
	s = begin_change(app, &lock, e);
	if (s == STATUS_OK)
		s = make(app->shared->door, &file, args, e);
	if (s == STATUS_OK)
		s = save(app, &file, false, e);
	/* A process that was killed while it wrote left a temporary file behind. */
	if (s == STATUS_OK)
		file_sweep(app->shared->paths.vault);
	if (lock >= 0)
		close(lock);
	pthread_mutex_unlock(&app->shared->signer_lock);
	buf_release(&file);
	return s;
}

enum status write_new_vault(struct app *app, make_vault *make, const void *args, struct err *e)
{
	struct buf file;
	enum status s = require_no_vault(app, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&file, LIMIT_VAULT);
	pthread_mutex_lock(&app->shared->signer_lock);
	s = make(app->shared->door, &file, args, e);
	if (s == STATUS_OK)
		s = save(app, &file, true, e);
	note_vault_state(app);
	pthread_mutex_unlock(&app->shared->signer_lock);
	buf_release(&file);
	return s == STATUS_OK ? remember_vault_accounts(app, e) : s;
}
