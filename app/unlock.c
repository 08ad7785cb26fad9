#include "app/unlock.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/account.h"
#include "app/state.h"
#include "base/dir.h"
#include "base/file.h"

bool has_vault(const struct app *app)
{
	return access(app->paths.vault, F_OK) == 0;
}

bool is_unlocked(struct app *app)
{
	return atomic_load(&app->unlocked);
}

/* After whatever may have opened the vault or not. Called with the lock held. */
static void note_state(struct app *app)
{
	struct door_state state;

	atomic_store(&app->unlocked,
		     door_state(app->door, &state, NULL) == STATUS_OK && state.open);
}

/* Mirrors the open vault's addresses into the cache, so that they are known while it is locked. */
static enum status remember_accounts(struct app *app, struct err *e)
{
	struct door_state state;
	enum status s;

	if (app->options.read_only)
		return STATUS_OK;
	pthread_mutex_lock(&app->signer_lock);
	s = door_state(app->door, &state, e);
	pthread_mutex_unlock(&app->signer_lock);
	return s == STATUS_OK ? store_vault_accounts(app, state.accounts, state.n, e) : s;
}

static enum status read_vault(struct app *app, struct buf *file, struct err *e)
{
	enum status s;

	buf_init(file, LIMIT_VAULT);
	s = file_read_private(file, app->paths.vault, e);
	if (s == ERR_NOT_FOUND)
		return err_set(e, s, "there is no vault yet; run: byline init, or: byline restore");
	if (s == ERR_LIMIT)
		return err_set(e, ERR_DAMAGED, "%s is too large to be a vault", app->paths.vault);
	return s;
}

/*
 * Writes the waiting change, reads it back and lets the signer adopt it. Called with the lock held.
 */
static enum status save(struct app *app, const struct buf *file, bool is_new, struct err *e)
{
	struct buf back;
	enum status s = paths_ensure(&app->paths, e);

	if (s == STATUS_OK)
		s = is_new ? file_write_new(app->paths.vault, file->data, file->len, e)
			   : file_write(app->paths.vault, file->data, file->len, e);
	if (s == ERR_EXISTS)
		return err_set(e, s, "%s exists; byline never overwrites a vault",
			       app->paths.vault);
	if (s != STATUS_OK)
		return s;
	s = read_vault(app, &back, e);
	if (s == STATUS_OK)
		s = door_check(app->door, back.data, back.len, e);
	buf_release(&back);
	return s;
}

/*
 * A change is made of the vault that is open, and replaces the file: it must be the file on disk
 * that is open, and no other byline may change it now. Called with the signer's lock held.
 */
static enum status begin_change(struct app *app, int *lock, struct err *e)
{
	char *path = dir_join(app->paths.state, "vault.lock");
	struct buf now;
	enum status s =
		path == NULL ? err_set(e, ERR_MEMORY, "out of memory") : file_lock(lock, path, e);

	free(path);
	if (s == ERR_BUSY)
		return err_set(e, s, "another byline is changing the vault; try again");
	if (s == STATUS_OK) {
		s = read_vault(app, &now, e);
		if (s == STATUS_OK)
			s = door_check(app->door, now.data, now.len, e);
		/* An earlier change that could not be written is given up by the first check. */
		if (s == ERR_CHANGED)
			s = door_check(app->door, now.data, now.len, e);
		buf_release(&now);
	}
	if (s == ERR_CHANGED)
		s = err_set(e, s,
			    "the vault was changed by another byline; lock and unlock it first");
	return s;
}

/* Makes the file that takes the vault's place, of `args`. */
typedef enum status make_vault(struct door *door, struct buf *file, const void *args,
			       struct err *e);

/* Replaces the vault that is open by what `make` makes of it. */
static enum status change_vault(struct app *app, const char *what, make_vault *make,
				const void *args, struct err *e)
{
	struct buf file;
	int lock = -1;
	enum status s = require_writable(app, what, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&file, LIMIT_VAULT);
	pthread_mutex_lock(&app->signer_lock);
	s = begin_change(app, &lock, e);
	if (s == STATUS_OK)
		s = make(app->door, &file, args, e);
	if (s == STATUS_OK)
		s = save(app, &file, false, e);
	/* What earlier changes left half written, when they were killed. */
	if (s == STATUS_OK)
		file_sweep(app->paths.vault);
	if (lock >= 0)
		close(lock);
	pthread_mutex_unlock(&app->signer_lock);
	buf_release(&file);
	return s;
}

enum status unlock_vault(struct app *app, const struct secret *passphrase, struct err *e)
{
	struct buf file;
	enum status s = read_vault(app, &file, e);

	if (s == STATUS_OK) {
		pthread_mutex_lock(&app->signer_lock);
		s = door_open(app->door, file.data, file.len, passphrase, e);
		note_state(app);
		pthread_mutex_unlock(&app->signer_lock);
		if (s == ERR_DAMAGED)
			s = err_prefix(e, s, "%s", app->paths.vault);
	}
	buf_release(&file);
	return s == STATUS_OK ? remember_accounts(app, e) : s;
}

void lock_vault(struct app *app)
{
	pthread_mutex_lock(&app->signer_lock);
	door_lock(app->door);
	atomic_store(&app->unlocked, false);
	pthread_mutex_unlock(&app->signer_lock);
}

/* Writes the vault that `make` makes where there is none, and leaves it open. */
static enum status new_vault(struct app *app, make_vault *make, const void *args, struct err *e)
{
	struct buf file;
	enum status s = require_writable(app, "create a vault", e);

	if (s == STATUS_OK && has_vault(app))
		s = err_set(e, ERR_EXISTS, "%s exists; byline never overwrites a vault",
			    app->paths.vault);
	if (s != STATUS_OK)
		return s;
	buf_init(&file, LIMIT_VAULT);
	pthread_mutex_lock(&app->signer_lock);
	s = make(app->door, &file, args, e);
	if (s == STATUS_OK)
		s = save(app, &file, true, e);
	note_state(app);
	pthread_mutex_unlock(&app->signer_lock);
	buf_release(&file);
	return s == STATUS_OK ? remember_accounts(app, e) : s;
}

struct creation {
	const struct secret *passphrase, *phrase;
	unsigned words;
};

static enum status make_created(struct door *door, struct buf *file, const void *args,
				struct err *e)
{
	const struct creation *c = args;

	return door_create(door, file, c->words, c->passphrase, e);
}

enum status create_vault(struct app *app, const struct secret *passphrase, unsigned words,
			 struct err *e)
{
	const struct creation c = {.passphrase = passphrase, .words = words};

	return new_vault(app, make_created, &c, e);
}

static enum status explain_phrase(const struct bip39_fault *fault, struct err *e)
{
	if (fault->word > 0 && fault->nearest[0] != '\0')
		return err_set(e, ERR_PARSE, "word %u is not in the list; did you mean \"%s\"?",
			       fault->word, fault->nearest);
	if (fault->word > 0)
		return err_set(e, ERR_PARSE, "word %u is not in the English list of BIP-39",
			       fault->word);
	if (bip39_entropy_size(fault->words) == 0)
		return err_set(e, ERR_PARSE, "a phrase has 12, 15, 18, 21 or 24 words; this has %u",
			       fault->words);
	return err_set(e, ERR_PARSE,
		       "the words do not fit each other (checksum): one is wrong or misplaced");
}

static enum status make_restored(struct door *door, struct buf *file, const void *args,
				 struct err *e)
{
	const struct creation *c = args;
	struct bip39_fault fault = {0};
	enum status s = door_restore(door, file, &fault, c->phrase, c->passphrase, e);

	return s == ERR_PARSE ? explain_phrase(&fault, e) : s;
}

enum status restore_vault(struct app *app, const struct secret *phrase,
			  const struct secret *passphrase, struct err *e)
{
	const struct creation c = {.phrase = phrase, .passphrase = passphrase};

	return new_vault(app, make_restored, &c, e);
}

struct passphrases {
	const struct secret *old, *new;
};

static enum status make_reencrypted(struct door *door, struct buf *file, const void *args,
				    struct err *e)
{
	const struct passphrases *p = args;

	return door_change_passphrase(door, file, p->old, p->new, e);
}

enum status change_passphrase(struct app *app, const struct secret *old,
			      const struct secret *passphrase, struct err *e)
{
	const struct passphrases p = {old, passphrase};

	return change_vault(app, "change the passphrase", make_reencrypted, &p, e);
}

enum status reveal_phrase(struct app *app, struct secret **phrase, const struct secret *passphrase,
			  struct err *e)
{
	enum status s;

	pthread_mutex_lock(&app->signer_lock);
	s = door_reveal(app->door, phrase, passphrase, e);
	pthread_mutex_unlock(&app->signer_lock);
	return s;
}

static enum status make_longer(struct door *door, struct buf *file, const void *args, struct err *e)
{
	return door_add_account(door, file, DOOR_NEXT_ACCOUNT, args, e);
}

enum status add_account(struct app *app, const char *label, struct address *out, struct err *e)
{
	struct door_state state = {0};
	enum status s = change_vault(app, "add an account", make_longer, label, e);

	if (s != STATUS_OK)
		return s;
	pthread_mutex_lock(&app->signer_lock);
	s = door_state(app->door, &state, e);
	pthread_mutex_unlock(&app->signer_lock);
	if (s == STATUS_OK && state.n > 0)
		*out = state.accounts[state.n - 1].address;
	return s == STATUS_OK ? remember_accounts(app, e) : s;
}

enum status account_index(struct app *app, uint32_t *index, const struct address *address,
			  struct err *e)
{
	struct door_state state;
	enum status s;

	pthread_mutex_lock(&app->signer_lock);
	s = door_state(app->door, &state, e);
	pthread_mutex_unlock(&app->signer_lock);
	if (s != STATUS_OK)
		return s;
	if (!state.open)
		return err_set(e, ERR_LOCKED, "the vault is locked; unlock it to sign");
	for (size_t i = 0; i < state.n; i++) {
		if (address_equal(&state.accounts[i].address, address)) {
			*index = state.accounts[i].index;
			return STATUS_OK;
		}
	}
	return err_set(e, ERR_NOT_FOUND, "the vault has no key for this account (watch-only)");
}

struct labelling {
	uint32_t index;
	const char *label;
};

static enum status make_labelled(struct door *door, struct buf *file, const void *args,
				 struct err *e)
{
	const struct labelling *l = args;

	return door_label_account(door, file, l->index, l->label, e);
}

/* The vault's own label and the cache's mirror are one thing to the user. */
enum status label_account(struct app *app, const struct address *address, const char *label,
			  struct err *e)
{
	struct labelling l = {.label = label};
	enum status s = require_writable(app, "label an account", e);

	if (s != STATUS_OK)
		return s;
	if (account_index(app, &l.index, address, NULL) != STATUS_OK)
		return store_account_label(app, address, label, e);
	s = change_vault(app, "label an account", make_labelled, &l, e);
	return s == STATUS_OK ? remember_accounts(app, e) : s;
}

enum status watch_account(struct app *app, const struct address *address, const char *label,
			  struct err *e)
{
	enum status s = paths_ensure(&app->paths, e);

	return s == STATUS_OK ? store_watch_account(app, address, label, e) : s;
}
