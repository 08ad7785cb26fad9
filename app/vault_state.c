/*
 * The signer is asked under the signer's lock, one request at a time. Whether the vault is open is
 * kept in an atomic besides: deriving a key takes half a second, in which a screen must not wait.
 */
#include "app/vault_state.h"

#include <unistd.h>

#include "app/account_private.h"
#include "app/lost_records.h"
#include "app/state.h"
#include "app/vault_state_private.h"
#include "base/buf.h"
#include "base/file.h"
#include "wallet/confine.h"

bool has_vault(const struct app *app)
{
	return access(app->shared->paths.vault, F_OK) == 0;
}

enum status require_no_vault(struct app *app, struct err *e)
{
	enum status s = require_writable(app, "create a vault", e);

	if (s == STATUS_OK && has_vault(app))
		return err_set(e, ERR_EXISTS, "%s exists; byline never overwrites a vault",
			       app->shared->paths.vault);
	return s;
}

/* The names of the protections, and which ones a signer had that has run. */
static void list_protections(struct snapshot_vault *out, const struct door_protections *p)
{
	_Static_assert(PROTECTION_ALL == (1U << SNAPSHOT_PROTECTIONS) - 1, "each has a place");
	out->known = p->known;
	out->used_without = p->is_process && p->required == 0;
	out->widened = confine_is_widened();
	for (unsigned i = 0; i < SNAPSHOT_PROTECTIONS; i++)
		out->protections[i] = (struct snapshot_protection){
			.name = confine_name((enum protection)(1U << i)),
			.in_force = p->known && (p->in_force & 1U << i) != 0};
}

void note_vault_state(struct app *app)
{
	struct app_shared *shared = app->shared;
	struct door_protections protections;
	struct door_state state;
	bool open = door_state(shared->door, &state, NULL) == STATUS_OK && state.open;

	door_protections(shared->door, &protections);
	pthread_mutex_lock(&shared->state_lock);
	list_protections(&shared->vault, &protections);
	if (open) {
		shared->vault.drill_known = true;
		shared->vault.drilled = (int64_t)state.drilled;
	}
	pthread_mutex_unlock(&shared->state_lock);
	atomic_store(&shared->unlocked, open);
}

void load_vault_state(struct snapshot_vault *out, struct app *app)
{
	pthread_mutex_lock(&app->shared->state_lock);
	*out = app->shared->vault;
	pthread_mutex_unlock(&app->shared->state_lock);
}

enum status remember_vault_accounts(struct app *app, struct err *e)
{
	struct door_state state;
	enum status s;

	if (app->shared->options.read_only)
		return STATUS_OK;
	/* The lock is given back before the store is written, which may have to wait. */
	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_state(app->shared->door, &state, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return s == STATUS_OK ? store_vault_accounts(app, state.accounts, state.n, e) : s;
}

enum status read_vault_file(struct app *app, struct buf *file, struct err *e)
{
	enum status s;

	buf_init(file, LIMIT_VAULT);
	s = file_read_private(file, app->shared->paths.vault, e);
	if (s == ERR_NOT_FOUND)
		return refuse_no_vault(app, e);
	/* A file of another kind was put in place of the vault. */
	if (s == ERR_LIMIT)
		return err_set(e, ERR_DAMAGED, "%s is too large to be a vault",
			       app->shared->paths.vault);
	return s;
}
