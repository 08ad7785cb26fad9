/*
 * In reading order: the file of an earlier version (keep_version_1), writing a change (save), what
 * must hold before one (begin_change), then the three entries: ask_with_vault() changes nothing,
 * change_vault() replaces the file, write_new_vault() makes one. Invariant: the signer is asked
 * with its lock held, and every answer restarts the idle time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/idle_lock.h"
#include "app/state.h"
#include "app/vault_change_private.h"
#include "app/vault_state.h"
#include "app/vault_state_private.h"
#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "wallet/door_change.h"

/* As many files of version 1 can stand beside a vault: vault.v1, vault.v1.2, … */
#define KEPT_MOST 9

/* Whether the file at `path` holds exactly these bytes. */
static bool is_same_file(const char *path, const struct buf *file)
{
	struct buf there;
	bool same;

	buf_init(&there, LIMIT_VAULT);
	same = file_read(&there, path, NULL) == STATUS_OK && there.len == file->len &&
	       memcmp(there.data, file->data, file->len) == 0;
	buf_release(&there);
	return same;
}

/*
 * Puts a copy of a file of version 1 beside the vault before a change makes it version 2. Nothing
 * that is there is overwritten; a copy that is there already is enough.
 */
static enum status keep_version_1(struct app *app, const struct buf *now, struct err *e)
{
	const char *vault = app->shared->paths.vault;
	size_t size = strlen(vault) + sizeof(".v1.9");
	char *path;
	enum status s = ERR_EXISTS;

	if (!vault_is_version_1(now->data, now->len))
		return STATUS_OK;
	path = malloc(size);
	if (path == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (int i = 1; i <= KEPT_MOST && s == ERR_EXISTS; i++) {
		if (i == 1)
			snprintf(path, size, "%s.v1", vault);
		else
			snprintf(path, size, "%s.v1.%d", vault, i);
		s = file_write_new(path, now->data, now->len, e);
		if (s == ERR_EXISTS && is_same_file(path, now))
			s = STATUS_OK;
	}
	if (s == ERR_EXISTS)
		s = err_set(e, s,
			    "the old vault file cannot be kept beside the new one: %s.v1 and the "
			    "like are there already; move them away",
			    vault);
	free(path);
	return s;
}

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

static enum status refuse_changed(struct err *e)
{
	return err_set(e, ERR_CHANGED,
		       "another byline process changed the vault; lock and unlock it, then try "
		       "again");
}

/*
 * Takes the lock file, and checks that the vault on disk is the one that is open: a change replaces
 * the whole file, and would undo what another process wrote. Called with the signer's lock held.
 * Out: `now`, the file; the caller releases it in any case
 */
static enum status begin_change(struct app *app, int *lock, struct buf *now, struct err *e)
{
	char *path = dir_join(app->shared->paths.state, "vault.lock");
	enum status s =
		path == NULL ? err_set(e, ERR_MEMORY, "out of memory") : file_lock(lock, path, e);

	free(path);
	if (s == ERR_BUSY)
		return err_set(
			e, s,
			"another byline process is changing the vault; try again in a moment");
	if (s == STATUS_OK)
		s = read_vault_file(app, now, e);
	if (s == STATUS_OK)
		s = door_check(app->shared->door, now->data, now->len, e);
	/*
	 * The first check drops a change that could not be written earlier; the second one then
	 * compares with the vault as it is.
	 */
	if (s == ERR_CHANGED)
		s = door_check(app->shared->door, now->data, now->len, e);
	return s == ERR_CHANGED ? refuse_changed(e) : s;
}

/* The signer asks for the passphrase, or for what a new vault is made from. */
static enum status make_asked(struct app *app, struct buf *file, make_vault *make,
			      const struct door_vault *now, const void *args, struct err *e)
{
	enum status s = make(app->shared->door, file, now, args, e);

	note_answer(app, s);
	return s;
}

enum status change_vault(struct app *app, const char *what, make_vault *make, const void *args,
			 struct err *e)
{
	struct door_vault vault = {.file = NULL};
	struct buf file, now;
	int lock = -1;
	enum status s = require_writable(app, what, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&file, LIMIT_VAULT);
	buf_init(&now, LIMIT_VAULT);
	pthread_mutex_lock(&app->shared->signer_lock);
	s = begin_change(app, &lock, &now, e);
	vault.file = now.data;
	vault.len = now.len;
	if (s == STATUS_OK)
		s = make_asked(app, &file, make, &vault, args, e);
	if (s == STATUS_OK)
		s = keep_version_1(app, &now, e);
	if (s == STATUS_OK)
		s = save(app, &file, false, e);
	/* A process that was killed while it wrote left a temporary file behind. */
	if (s == STATUS_OK)
		file_sweep(app->shared->paths.vault);
	/* The signer may have ended at its question, which locks the vault. */
	note_vault_state(app);
	if (lock >= 0)
		close(lock);
	pthread_mutex_unlock(&app->shared->signer_lock);
	buf_release(&file);
	buf_release(&now);
	return s;
}

enum status ask_with_vault(struct app *app, ask_vault *ask, void *args, struct err *e)
{
	struct door_vault vault = {.file = NULL};
	struct buf now;
	enum status s = read_vault_file(app, &now, e);

	vault.file = now.data;
	vault.len = now.len;
	pthread_mutex_lock(&app->shared->signer_lock);
	if (s == STATUS_OK)
		s = ask(app->shared->door, &vault, args, e);
	note_answer(app, s);
	note_vault_state(app);
	pthread_mutex_unlock(&app->shared->signer_lock);
	buf_release(&now);
	return s == ERR_CHANGED ? refuse_changed(e) : s;
}

enum status write_new_vault(struct app *app, make_vault *make, const void *args, struct err *e)
{
	struct buf file;
	enum status s = require_no_vault(app, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&file, LIMIT_VAULT);
	pthread_mutex_lock(&app->shared->signer_lock);
	s = make_asked(app, &file, make, NULL, args, e);
	if (s == STATUS_OK)
		s = save(app, &file, true, e);
	note_vault_state(app);
	pthread_mutex_unlock(&app->shared->signer_lock);
	buf_release(&file);
	return s == STATUS_OK ? remember_vault_accounts(app, e) : s;
}
