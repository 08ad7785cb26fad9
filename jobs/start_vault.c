/*
 * The vault, its accounts and the choice of network as pieces of work. Read run_unlock() and
 * start_unlock() first: all others have the same two halves, which request.h describes, in the
 * order of start_vault.h.
 *
 * Everything runs on CPU: keys are derived there, and one after the other, so that no two pieces of
 * work change the vault at the same time. No message here names a secret.
 */
#include "jobs/start_vault.h"

#include <stdlib.h>

#include "app/account.h"
#include "app/account_keys.h"
#include "app/create_vault.h"
#include "app/network.h"
#include "app/passphrase.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "app/unlock.h"
#include "jobs/background.h"
#include "jobs/request.h"
#include "jobs/result.h"
#include "jobs/show.h"

static enum status run_unlock(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	enum status s = unlock_vault(app, e);

	(void)task;
	(void)p;
	/* A new snapshot shows the accounts that the vault has. */
	store_refresh(app);
	tell_result(r, "unlocked");
	return s;
}

struct work *start_unlock(struct app *app, work_done *done, void *user)
{
	return queue_request(app, LANE_CPU, run_unlock, new_request(NULL, NULL, NULL), done, user);
}

static enum status run_lock(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	(void)task;
	(void)p;
	(void)e;
	lock_vault(app);
	store_refresh(app);
	tell_result(r, "locked");
	return STATUS_OK;
}

struct work *start_lock(struct app *app, work_done *done, void *user)
{
	return queue_request(app, LANE_CPU, run_lock, new_request(NULL, NULL, NULL), done, user);
}

static enum status run_create(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct request *a = p;
	enum status s = create_vault(app, (unsigned)a->number, true, e);

	(void)task;
	tell_result(r, "the vault is made and open");
	return s;
}

struct work *start_create_vault(struct app *app, unsigned words, work_done *done, void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->number = words;
	return queue_request(app, LANE_CPU, run_create, a, done, user);
}

static enum status run_restore(struct app *app, struct task *task, void *p, struct work_result *r,
			       struct err *e)
{
	struct request *a = p;
	enum status s = restore_vault(app, a->flag, e);

	(void)task;
	tell_result(r, "the vault is restored and open");
	return s;
}

struct work *start_restore_vault(struct app *app, bool has_password, work_done *done, void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->flag = has_password;
	return queue_request(app, LANE_CPU, run_restore, a, done, user);
}

/* The signer compares with the vault that is open. */
static enum status run_passphrase(struct app *app, struct task *task, void *p,
				  struct work_result *r, struct err *e)
{
	enum status s = unlock_if_locked(app, e);

	(void)task;
	(void)p;
	if (s == STATUS_OK)
		s = change_passphrase(app, e);
	tell_result(r, "the passphrase is changed");
	return s;
}

struct work *start_change_passphrase(struct app *app, work_done *done, void *user)
{
	return queue_request(app, LANE_CPU, run_passphrase, new_request(NULL, NULL, NULL), done,
			     user);
}

static enum status run_reveal(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	enum status s = unlock_if_locked(app, e);

	(void)task;
	(void)p;
	(void)r;
	return s == STATUS_OK ? reveal_phrase(app, e) : s;
}

struct work *start_reveal_phrase(struct app *app, work_done *done, void *user)
{
	return queue_request(app, LANE_CPU, run_reveal, new_request(NULL, NULL, NULL), done, user);
}

static enum status run_drill(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	enum status s = unlock_if_locked(app, e);

	(void)task;
	(void)p;
	if (s == STATUS_OK)
		s = verify_phrase(app, e);
	tell_result(r, "the words were right; the drill is noted");
	store_refresh(app);
	return s;
}

struct work *start_drill_phrase(struct app *app, work_done *done, void *user)
{
	return queue_request(app, LANE_CPU, run_drill, new_request(NULL, NULL, NULL), done, user);
}

static enum status run_add_account(struct app *app, struct task *task, void *p,
				   struct work_result *r, struct err *e)
{
	struct request *a = p;
	struct address added;
	char text[ADDRESS_TEXT_SIZE];
	enum status s = add_account(app, "", a->text, &added, e);

	(void)task;
	if (s == STATUS_OK) {
		address_format(text, &added);
		tell_result(r, "added %s", text);
		sync_soon(app);
	}
	return s;
}

struct work *start_add_account(struct app *app, const char *label, work_done *done, void *user)
{
	return queue_request(app, LANE_CPU, run_add_account, new_request(label, NULL, NULL), done,
			     user);
}

static enum status run_watch(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct request *a = p;
	enum status s = watch_account(app, &a->address, a->text, e);

	(void)task;
	tell_result(r, "watching; its figures come with the next sync");
	if (s == STATUS_OK)
		sync_soon(app);
	return s;
}

struct work *start_watch(struct app *app, const struct address *address, const char *label,
			 work_done *done, void *user)
{
	struct request *a = new_request(label, NULL, NULL);

	if (a != NULL)
		a->address = *address;
	return queue_request(app, LANE_CPU, run_watch, a, done, user);
}

/*
 * Places in the snapshot do not name an account: another process may have added one, or forgotten
 * this one.
 */
static enum status run_show_account(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct request *a = p;
	struct snapshot_account *accounts = NULL;
	size_t n = 0, i = 0;
	enum status s = load_accounts(app, &accounts, &n, e);

	(void)task;
	(void)r;
	while (i < n && !address_equal(&accounts[i].address, &a->address))
		i++;
	free(accounts);
	if (s == STATUS_OK && i == n)
		s = err_set(e, ERR_NOT_FOUND, "there is no such account any more");
	if (s != STATUS_OK)
		return s;
	set_shown_account(app, &a->address);
	show_account_alone(app, &a->address);
	return s;
}

struct work *start_show_account(struct app *app, const struct address *account, work_done *done,
				void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->address = *account;
	return queue_request(app, LANE_CPU, run_show_account, a, done, user);
}

static enum status run_label(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct request *a = p;
	enum status s = label_account(app, false, &a->address, a->text, e);

	(void)task;
	tell_result(r, "labelled");
	return s;
}

struct work *start_label_account(struct app *app, const struct address *address, const char *label,
				 work_done *done, void *user)
{
	struct request *a = new_request(label, NULL, NULL);

	if (a != NULL)
		a->address = *address;
	return queue_request(app, LANE_CPU, run_label, a, done, user);
}

static enum status run_use_network(struct app *app, struct task *task, void *p,
				   struct work_result *r, struct err *e)
{
	struct request *a = p;
	char replaced[32];
	enum status s = use_network(app, a->text, replaced, e);

	(void)task;
	tell_result(r, "%s is followed from now on", a->text);
	/* Scopes are made while the app opens, so that it closes and opens again. */
	r->reopen = s == STATUS_OK;
	if (s == STATUS_OK) {
		atomic_store(&app->shared->chose_network, true);
		atomic_store(&app->shared->reopen, true);
	}
	return s;
}

struct work *start_use_network(struct app *app, const char *name, work_done *done, void *user)
{
	return queue_request(app, LANE_CPU, run_use_network, new_request(name, NULL, NULL), done,
			     user);
}
