/*
 * A vault's file says nothing of its seed to whoever has no passphrase, so that accounts are
 * compared: the address at a path is another one for every seed.
 */
#include "backup/same_seed.h"

#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "app/unlock.h"
#include "app/vault_state.h"
#include "app/vault_state_private.h"
#include "backup/saved_accounts.h"
#include "wallet/vault.h"

/* The outcome of comparing addresses by their paths. */
enum comparison { SEED_UNKNOWN, SEED_SAME, SEED_OTHER };

static enum comparison compare(const struct door_state *vault, const struct cache_account *listed,
			       size_t n)
{
	enum comparison found = SEED_UNKNOWN;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < vault->n && !listed[i].watch_only; k++) {
			if (strcmp(vault->accounts[k].path, listed[i].path) != 0)
				continue;
			if (!address_equal(&vault->accounts[k].address, &listed[i].address))
				return SEED_OTHER;
			found = SEED_SAME;
		}
	}
	return found;
}

/* door_open() or door_open_again(). */
typedef enum status open_file(struct door *d, const void *file, size_t len, struct err *e);

/* Opens a vault's file in the app's signer by `open`, and tells which accounts it has. */
static enum status open_in_signer(struct app *app, struct door_state *out, const struct buf *file,
				  open_file *open, struct err *e)
{
	enum status s;

	pthread_mutex_lock(&app->shared->signer_lock);
	s = open(app->shared->door, file->data, file->len, e);
	note_vault_state(app);
	if (s == STATUS_OK)
		s = door_state(app->shared->door, out, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return s;
}

/*
 * Asks the backup's own vault for its first account, by the passphrase of the vault here, which is
 * opened again afterwards. Another passphrase tells nothing.
 */
static enum status compare_vaults(struct app *app, enum comparison *found,
				  const struct door_state *here, const struct buf *own,
				  const struct buf *file, struct err *e)
{
	struct door_state *there = calloc(1, sizeof(*there));
	enum status s = there != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");

	*found = SEED_UNKNOWN;
	if (s == STATUS_OK && here->n > 0 &&
	    open_in_signer(app, there, file, door_open_again, NULL) == STATUS_OK) {
		if (there->n > 0 && here->accounts[0].path[0] != '\0' &&
		    strcmp(there->accounts[0].path, here->accounts[0].path) == 0)
			*found = address_equal(&there->accounts[0].address,
					       &here->accounts[0].address)
					 ? SEED_SAME
					 : SEED_OTHER;
		s = open_in_signer(app, there, own, door_open_again, e);
	}
	free(there);
	return s;
}

/* Compares with the vault that is here. */
static enum status check_here(struct app *app, const struct backup_document *doc,
			      const struct buf *file, const struct cache_account *listed, size_t n,
			      bool opens, struct err *e)
{
	struct door_state here;
	enum comparison found;
	enum status s;

	if (!opens)
		return err_set(e, ERR_LOCKED,
			       "there is a vault here; only its passphrase tells whether the "
			       "backup is of the same one");
	s = open_in_signer(app, &here, file, door_open, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "the vault here");
	found = compare(&here, listed, n);
	if (found == SEED_UNKNOWN && doc->vault.len > 0)
		s = compare_vaults(app, &found, &here, file, &doc->vault, e);
	if (s != STATUS_OK)
		return s;
	/* A backup of watched accounts alone is nobody's. */
	if (found == SEED_SAME || (found == SEED_UNKNOWN && doc->vault.len == 0))
		return STATUS_OK;
	lock_vault(app);
	return err_set(
		e, ERR_REFUSED,
		found == SEED_OTHER
			? "the backup is of another vault than the one here; restore it into "
			  "an empty folder (--config-dir)"
			: "it cannot be told whether the backup is of the vault here; "
			  "restore it into an empty folder (--config-dir)");
}

/* Compares the backup's list with the vault that it brings along. */
static enum status check_own(struct app *app, const struct backup_document *doc,
			     const struct cache_account *listed, size_t n, bool opens,
			     struct err *e)
{
	uint32_t passes, memory_kib;
	struct door_state own;
	enum status s;

	if (!opens)
		return vault_cost(&passes, &memory_kib, doc->vault.data, doc->vault.len, e);
	s = open_in_signer(app, &own, &doc->vault, door_open, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "the vault in the backup");
	if (compare(&own, listed, n) != SEED_OTHER)
		return STATUS_OK;
	lock_vault(app);
	return err_set(e, ERR_DAMAGED, "the backup lists accounts that are not those of its vault");
}

enum status open_same_seed(struct app *app, const struct backup_document *doc, bool opens,
			   struct err *e)
{
	struct cache_account *listed = NULL;
	struct buf file;
	size_t n = 0;
	bool same_file;
	enum status s = read_saved_accounts(&listed, &n, doc->content, e);

	buf_init(&file, LIMIT_VAULT);
	if (s == STATUS_OK && has_vault(app))
		s = read_vault_file(app, &file, e);
	same_file = file.len > 0 && file.len == doc->vault.len &&
		    memcmp(file.data, doc->vault.data, file.len) == 0;
	if (s == STATUS_OK && file.len > 0 && !(same_file && !opens))
		s = check_here(app, doc, &file, listed, n, opens, e);
	else if (s == STATUS_OK && file.len == 0 && doc->vault.len > 0)
		s = check_own(app, doc, listed, n, opens, e);
	buf_release(&file);
	free(listed);
	return s;
}
