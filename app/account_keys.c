/*
 * The vault's list of accounts is changed like any part of the vault: the signer makes the bytes of
 * a new file, and change_vault() puts it in place. The cache follows.
 *
 * In reading order: adding and importing, exporting, finding an account's number, labels.
 */
#include "app/account_keys.h"

#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/account_keys_private.h"
#include "app/state.h"
#include "app/unlock.h"
#include "app/vault_change_private.h"
#include "app/vault_state_private.h"
#include "base/buf.h"
#include "base/file.h"
#include "cache/accounts.h"
#include "wallet/door_change.h"
#include "wallet/keystore_file.h"

/* An account to be added. */
struct placing {
	uint32_t index;
	const char *path, *label;
	bool imports;			      /* the key comes from elsewhere */
	const struct door_keystore *keystore; /* from there; NULL: from a person */
};

static enum status make_placed(struct door *door, struct buf *file, const struct door_vault *now,
			       const void *args, struct err *e)
{
	const struct placing *p = args;

	return p->imports ? door_import_account(door, file, now, p->index, p->keystore, p->label, e)
			  : door_add_account(door, file, now, p->index, p->path, p->label, e);
}

static enum status add_and_find(struct app *app, const struct placing *p, struct address *out,
				struct err *e)
{
	struct door_state state = {0};
	enum status s = check_label(app, p->label, NULL, e);

	if (s == STATUS_OK)
		s = unlock_if_locked(app, e);
	if (s == STATUS_OK)
		s = change_vault(app, "add an account", make_placed, p, e);
	if (s != STATUS_OK)
		return s;
	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_state(app->shared->door, &state, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	/* The vault keeps an account with the next number at the end of its list. */
	if (s == STATUS_OK && state.n > 0)
		*out = state.accounts[state.n - 1].address;
	return s == STATUS_OK ? remember_vault_accounts(app, e) : s;
}

enum status add_account(struct app *app, const char *path, const char *label, struct address *out,
			struct err *e)
{
	const struct placing p = {.index = DOOR_NEXT_ACCOUNT, .path = path, .label = label};

	return add_and_find(app, &p, out, e);
}

enum status import_account(struct app *app, const struct buf *keystore, const char *label,
			   struct address *out, struct err *e)
{
	const struct door_keystore from = {.file = keystore != NULL ? keystore->data : NULL,
					   .len = keystore != NULL ? keystore->len : 0};
	const struct placing p = {.index = DOOR_NEXT_ACCOUNT,
				  .imports = true,
				  .keystore = keystore != NULL ? &from : NULL,
				  .label = label};

	return add_and_find(app, &p, out, e);
}

enum status check_keystore(const struct buf *file, struct err *e)
{
	struct keystore k;

	return keystore_file_read(&k, file->data, file->len, e);
}

/* An account to be exported, and the keystore that the signer makes of it. */
struct exporting {
	uint32_t index;
	struct buf keystore;
};

static enum status make_keystore(struct door *door, const struct door_vault *now, void *args,
				 struct err *e)
{
	struct exporting *x = args;

	return door_export_account(door, &x->keystore, now, x->index, e);
}

/* The file that was written is read back: a full disk must not leave half a key behind. */
static enum status write_checked(const char *path, const struct buf *keystore, struct err *e)
{
	struct buf back;
	enum status s = file_write_new(path, keystore->data, keystore->len, e);

	buf_init(&back, LIMIT_SMALL_FILE);
	if (s == STATUS_OK)
		s = file_read_private(&back, path, e);
	if (s == STATUS_OK &&
	    (back.len != keystore->len || memcmp(back.data, keystore->data, back.len) != 0))
		s = err_set(e, ERR_DAMAGED, "%s is not what was written; write it elsewhere", path);
	buf_release(&back);
	return s;
}

enum status export_account(struct app *app, const struct address *address, const char *path,
			   struct err *e)
{
	struct exporting x = {.index = 0};
	enum status s = unlock_if_locked(app, e);

	buf_init(&x.keystore, LIMIT_SMALL_FILE);
	if (s == STATUS_OK)
		s = account_index(app, &x.index, address, e);
	if (s == STATUS_OK)
		s = ask_with_vault(app, make_keystore, &x, e);
	if (s == STATUS_OK)
		s = write_checked(path, &x.keystore, e);
	buf_release(&x.keystore);
	return s;
}

/* A restore brings accounts whose numbers may leave gaps. */
enum status add_account_at(struct app *app, uint32_t index, const char *path, const char *label,
			   struct err *e)
{
	const struct placing p = {.index = index, .path = path, .label = label};

	return change_vault(app, "add an account", make_placed, &p, e);
}

enum status account_index(struct app *app, uint32_t *index, const struct address *address,
			  struct err *e)
{
	struct door_state state;
	enum status s;

	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_state(app->shared->door, &state, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
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
	return err_set(e, ERR_NOT_FOUND,
		       "this account is only watched: your vault has no key to sign for it");
}

struct cached_accounts {
	struct cache_account *rows;
	size_t n;
};

struct labelling {
	uint32_t index;
	const char *label;
};

static enum status make_labelled(struct door *door, struct buf *file, const struct door_vault *now,
				 const void *args, struct err *e)
{
	const struct labelling *l = args;

	return door_label_account(door, file, now, l->index, l->label, e);
}

enum status label_account(struct app *app, bool in_vault, const struct address *address,
			  const char *label, struct err *e)
{
	struct labelling l = {.label = label};
	enum status s = require_writable(app, "label an account", e);

	if (s == STATUS_OK)
		s = check_label(app, label, address, e);
	if (s != STATUS_OK)
		return s;
	if (!in_vault || account_index(app, &l.index, address, NULL) != STATUS_OK)
		return store_account_label(app, address, label, e);
	s = change_vault(app, "label an account", make_labelled, &l, e);
	/* An older label may still wait in the cache, and is not to win over this one. */
	if (s == STATUS_OK)
		s = store_account_label(app, address, label, e);
	return s == STATUS_OK ? remember_vault_accounts(app, e) : s;
}

static enum status get_rows(struct cache *cache, void *arg, struct err *e)
{
	struct cached_accounts *all = arg;

	return cache_accounts_all(cache, &all->rows, &all->n, e);
}

/* A vault that cannot be written now gets the labels at a later unlock: they stay in the cache. */
void save_labels(struct app *app)
{
	struct cached_accounts all = {0};
	struct labelling l;

	if (app->shared->options.read_only || store_read(app, get_rows, &all, NULL) != STATUS_OK)
		return;
	for (size_t i = 0; i < all.n; i++) {
		l.label = all.rows[i].label;
		if (!all.rows[i].unsaved ||
		    account_index(app, &l.index, &all.rows[i].address, NULL) != STATUS_OK)
			continue;
		if (change_vault(app, "label an account", make_labelled, &l, NULL) != STATUS_OK)
			log_line(app->shared->log, "vault",
				 "a label was not written into the vault");
	}
	free(all.rows);
}
