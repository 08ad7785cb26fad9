/* What the dashboard can start: each use case with its arguments, and the lane it runs on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/audit.h"
#include "app/claim.h"
#include "app/commit.h"
#include "app/export.h"
#include "app/follow.h"
#include "app/networks.h"
#include "app/state.h"
#include "app/sync.h"
#include "app/unlock.h"
#include "app/upload.h"
#include "app/work_private.h"
#include "base/clock.h"
#include "cache/events.h"

/* The arguments of any start; what it does not use stays zero. */
struct args {
	struct secret *secret, *second;
	char *text, *name, *extra;
	struct address address;
	bool has_address;
	struct hash hash;
	uint64_t number;
	bool flag;
	struct act *act;
	struct app *app; /* gives an act's nonce back when the act was not handed on */
};

static void free_args(void *p)
{
	struct args *a = p;

	if (a == NULL)
		return;
	secret_free(a->secret);
	secret_free(a->second);
	free(a->text);
	free(a->name);
	free(a->extra);
	if (a->act != NULL)
		free_act(a->app, a->act);
	free(a);
}

/* Copies the texts (NULL stays NULL). NULL when out of memory; what was taken over is freed then. */
static struct args *new_args(struct app *app, struct secret *take_secret,
			     struct secret *take_second, const char *text, const char *name,
			     const char *extra)
{
	struct args *a = calloc(1, sizeof(*a));

	if (a == NULL) {
		secret_free(take_secret);
		secret_free(take_second);
		return NULL;
	}
	a->app = app;
	a->secret = take_secret;
	a->second = take_second;
	a->text = text != NULL ? strdup(text) : NULL;
	a->name = name != NULL ? strdup(name) : NULL;
	a->extra = extra != NULL ? strdup(extra) : NULL;
	return a;
}

static struct work *start(struct app *app, enum lane_name lane, work_run *run,
			  struct args *take_args, work_done *done, void *user)
{
	return take_args != NULL ? work_new(app, lane, run, take_args, free_args, done, user)
				 : NULL;
}

void release_result(struct app *app, struct work_result *r)
{
	free_act(app, r->act);
	free_preview(r->preview);
	free(r->path);
	secret_free(r->phrase);
}

static void say(struct work_result *r, const char *format, ...) PRINTF(2, 3);
static void say(struct work_result *r, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(r->text, sizeof(r->text), format, ap);
	va_end(ap);
}

static enum status run_sync(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	struct sync_report report;
	enum status s = sync_network(app, task, &report, e);

	(void)p;
	if (s == STATUS_OK && report.datanet != STATUS_OK)
		return err_set(e, report.datanet, "%s", report.datanet_error.text);
	say(r, "up to date");
	return s;
}

struct work *start_sync(struct app *app, work_done *done, void *user)
{
	return start(app, LANE_NET, run_sync, new_args(app, NULL, NULL, NULL, NULL, NULL), done,
		     user);
}

static enum status run_unlock(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;
	enum status s = unlock_vault(app, a->secret, e);

	(void)task;
	app->last_key_ms = clock_monotonic_ms();
	store_refresh(app);
	say(r, "unlocked");
	return s;
}

struct work *start_unlock(struct app *app, struct secret *take_passphrase, work_done *done,
			  void *user)
{
	return start(app, LANE_CPU, run_unlock,
		     new_args(app, take_passphrase, NULL, NULL, NULL, NULL), done, user);
}

static enum status run_lock(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	(void)task;
	(void)p;
	(void)e;
	lock_vault(app);
	store_refresh(app);
	say(r, "locked");
	return STATUS_OK;
}

struct work *start_lock(struct app *app, work_done *done, void *user)
{
	return start(app, LANE_CPU, run_lock, new_args(app, NULL, NULL, NULL, NULL, NULL), done,
		     user);
}

static enum status run_create(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;
	enum status s = create_vault(app, a->secret, (unsigned)a->number, e);

	(void)task;
	say(r, "the vault is made and open; write down its phrase now");
	return s;
}

struct work *start_create_vault(struct app *app, struct secret *take_passphrase, unsigned words,
				work_done *done, void *user)
{
	struct args *a = new_args(app, take_passphrase, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->number = words;
	return start(app, LANE_CPU, run_create, a, done, user);
}

static enum status run_restore(struct app *app, struct task *task, void *p, struct work_result *r,
			       struct err *e)
{
	struct args *a = p;
	enum status s = restore_vault(app, a->secret, a->second, e);

	(void)task;
	say(r, "the vault is restored and open");
	return s;
}

struct work *start_restore_vault(struct app *app, struct secret *take_phrase,
				 struct secret *take_passphrase, work_done *done, void *user)
{
	return start(app, LANE_CPU, run_restore,
		     new_args(app, take_phrase, take_passphrase, NULL, NULL, NULL), done, user);
}

static enum status run_passphrase(struct app *app, struct task *task, void *p,
				  struct work_result *r, struct err *e)
{
	struct args *a = p;
	enum status s = change_passphrase(app, a->secret, a->second, e);

	(void)task;
	say(r, "the passphrase is changed");
	return s;
}

struct work *start_change_passphrase(struct app *app, struct secret *take_old,
				     struct secret *take_new, work_done *done, void *user)
{
	return start(app, LANE_CPU, run_passphrase,
		     new_args(app, take_old, take_new, NULL, NULL, NULL), done, user);
}

static enum status run_reveal(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;

	(void)task;
	return reveal_phrase(app, &r->phrase, a->secret, e);
}

struct work *start_reveal_phrase(struct app *app, struct secret *take_passphrase, work_done *done,
				 void *user)
{
	return start(app, LANE_CPU, run_reveal,
		     new_args(app, take_passphrase, NULL, NULL, NULL, NULL), done, user);
}

static enum status run_add_account(struct app *app, struct task *task, void *p,
				   struct work_result *r, struct err *e)
{
	struct args *a = p;
	struct address added;
	char text[ADDRESS_TEXT_SIZE];
	enum status s = add_account(app, a->text, &added, e);

	(void)task;
	if (s == STATUS_OK) {
		address_format(text, &added);
		say(r, "added %s", text);
		work_sync_soon(app);
	}
	return s;
}

struct work *start_add_account(struct app *app, const char *label, work_done *done, void *user)
{
	return start(app, LANE_CPU, run_add_account, new_args(app, NULL, NULL, label, NULL, NULL),
		     done, user);
}

static enum status run_watch(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct args *a = p;
	enum status s = watch_account(app, &a->address, a->text, e);

	(void)task;
	say(r, "watching; its figures come with the next sync");
	if (s == STATUS_OK)
		work_sync_soon(app);
	return s;
}

struct work *start_watch(struct app *app, const struct address *address, const char *label,
			 work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, label, NULL, NULL);

	if (a != NULL)
		a->address = *address;
	return start(app, LANE_CPU, run_watch, a, done, user);
}

static enum status run_show_account(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct args *a = p;

	(void)task;
	(void)r;
	(void)e;
	atomic_store(&app->shown_account, (unsigned)a->number);
	atomic_store(&app->shown_account_set, true);
	store_refresh(app);
	return STATUS_OK;
}

struct work *start_show_account(struct app *app, uint32_t index, work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->number = index;
	return start(app, LANE_CPU, run_show_account, a, done, user);
}

static enum status run_label(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct args *a = p;
	enum status s = label_account(app, &a->address, a->text, e);

	(void)task;
	say(r, "labelled");
	return s;
}

struct work *start_label_account(struct app *app, const struct address *address, const char *label,
				 work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, label, NULL, NULL);

	if (a != NULL)
		a->address = *address;
	return start(app, LANE_CPU, run_label, a, done, user);
}

static enum status run_use_network(struct app *app, struct task *task, void *p,
				   struct work_result *r, struct err *e)
{
	struct args *a = p;
	enum status s = use_network(app, a->text, e);

	(void)task;
	say(r, "%s is used from now on", a->text);
	r->reopen = s == STATUS_OK;
	return s;
}

struct work *start_use_network(struct app *app, const char *name, work_done *done, void *user)
{
	return start(app, LANE_CPU, run_use_network, new_args(app, NULL, NULL, name, NULL, NULL),
		     done, user);
}

static enum status run_commit(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;
	struct commit_plan plan = {.path = a->text, .name = a->name, .license = a->extra};
	struct commit_result result;
	enum status s = commit_dataset(app, task, &result, &plan, e);

	if (s == STATUS_OK)
		s = prepare_attest(app, task, &r->act, &result.root, NULL, e);
	return s;
}

struct work *start_prepare_commit(struct app *app, const char *path, const char *name,
				  const char *license, work_done *done, void *user)
{
	return start(app, LANE_ACT, run_commit, new_args(app, NULL, NULL, path, name, license),
		     done, user);
}

static enum status run_upload(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;
	enum status s = upload_dataset(app, task, &a->hash, e);

	say(r, "uploaded; the datanet checks it now");
	if (s == STATUS_OK)
		work_sync_soon(app);
	return s;
}

struct work *start_upload(struct app *app, const struct hash *root, work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->hash = *root;
	return start(app, LANE_ACT, run_upload, a, done, user);
}

static enum status run_check_intake(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct args *a = p;

	(void)a;
	return check_intake(app, task, &r->intake, e);
}

struct work *start_check_intake(struct app *app, work_done *done, void *user)
{
	return start(app, LANE_ACT, run_check_intake, new_args(app, NULL, NULL, NULL, NULL, NULL),
		     done, user);
}

static enum status run_confirm_intake(struct app *app, struct task *task, void *p,
				      struct work_result *r, struct err *e)
{
	struct args *a = p;
	struct intake_question q = {.id = a->hash};
	enum status s = confirm_intake(app, &q, e);

	(void)task;
	say(r, "the datanet's intake key is confirmed");
	return s;
}

struct work *start_confirm_intake(struct app *app, const struct intake_question *q, work_done *done,
				  void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->hash = q->id;
	return start(app, LANE_ACT, run_confirm_intake, a, done, user);
}

static enum status run_revoke(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;

	return prepare_revoke(app, task, &r->act, &a->hash, e);
}

struct work *start_prepare_revoke(struct app *app, const struct hash *uid, work_done *done,
				  void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->hash = *uid;
	return start(app, LANE_ACT, run_revoke, a, done, user);
}

static enum status run_prove(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct args *a = p;
	enum status s = prove_record(app, task, &a->hash, a->number, a->text, e);

	say(r, "wrote %.120s", a->text);
	return s;
}

struct work *start_prove(struct app *app, const struct hash *root, uint64_t index,
			 const char *out_path, work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, out_path, NULL, NULL);

	if (a != NULL) {
		a->hash = *root;
		a->number = index;
	}
	return start(app, LANE_ACT, run_prove, a, done, user);
}

static enum status run_preview(struct app *app, struct task *task, void *p, struct work_result *r,
			       struct err *e)
{
	struct args *a = p;

	return preview_dataset(app, task, &r->preview, a->text, NULL, e);
}

struct work *start_preview(struct app *app, const char *path, work_done *done, void *user)
{
	return start(app, LANE_CPU, run_preview, new_args(app, NULL, NULL, path, NULL, NULL), done,
		     user);
}

static enum status run_claim(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct args *a = p;

	return prepare_claim(app, task, &r->act, a->has_address ? &a->address : NULL, NULL, e);
}

struct work *start_prepare_claim(struct app *app, const struct address *distributor,
				 work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL && distributor != NULL) {
		a->address = *distributor;
		a->has_address = true;
	}
	return start(app, LANE_ACT, run_claim, a, done, user);
}

/* The act's owner is the result from here on, also when it failed: the review stays open. */
static void hand_on(struct work_result *r, struct args *a)
{
	r->act = a->act;
	a->act = NULL;
}

static enum status run_export_claim(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct args *a = p;
	enum status s = export_claim(app, a->act, a->text, e);

	(void)task;
	say(r, "wrote %.120s for the offline machine", a->text);
	if (s == STATUS_OK)
		r->path = strdup(a->text);
	hand_on(r, a);
	return s;
}

struct work *start_export_claim(struct app *app, struct act *take_act, const char *path,
				work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, path, NULL, NULL);

	if (a != NULL)
		a->act = take_act;
	return start(app, LANE_ACT, run_export_claim, a, done, user);
}

static enum status run_import_claim(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct args *a = p;

	(void)task;
	return import_signed_claim(app, &r->act, a->text, e);
}

struct work *start_import_claim(struct app *app, const char *path, work_done *done, void *user)
{
	return start(app, LANE_ACT, run_import_claim, new_args(app, NULL, NULL, path, NULL, NULL),
		     done, user);
}

static enum status run_cancel_claim(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct args *a = p;

	return prepare_cancel(app, task, &r->act, a->number, e);
}

struct work *start_cancel_claim(struct app *app, uint64_t claim, work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->number = claim;
	return start(app, LANE_ACT, run_cancel_claim, a, done, user);
}

static enum status run_sign(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	struct args *a = p;
	enum status s = sign_act(app, a->act, NULL, e);

	(void)task;
	say(r, "signed; nothing is sent yet");
	hand_on(r, a);
	return s;
}

struct work *start_sign(struct app *app, struct act *take_act, work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->act = take_act;
	return start(app, LANE_CPU, run_sign, a, done, user);
}

static enum status run_send(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	struct args *a = p;
	struct hash hash = a->act->hash;
	enum status s = send_act(app, task, a->act, e);

	hand_on(r, a);
	if (s != STATUS_OK)
		return s;
	s = await_transaction(app, task, &hash, e);
	say(r, "confirmed: %.120s", r->act->summary);
	work_sync_soon(app);
	return s;
}

struct work *start_send(struct app *app, struct act *take_act, work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->act = take_act;
	return start(app, LANE_ACT, run_send, a, done, user);
}

static enum status run_audit(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct args *a = p;
	struct audit_report report;
	enum status s = audit_epochs(app, task, &report, a->flag, e);

	if (s == STATUS_OK) {
		say(r, "%.150s", report.verdict);
		audit_report_release(&report);
	}
	return s;
}

struct work *start_audit(struct app *app, bool full, work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->flag = full;
	return start(app, LANE_ACT, run_audit, a, done, user);
}

static enum status run_export(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;
	enum status s = export_table(app, a->text, a->name, e);

	(void)task;
	say(r, "wrote %.120s", a->name);
	return s;
}

struct work *start_export(struct app *app, const char *table, const char *path, work_done *done,
			  void *user)
{
	return start(app, LANE_CPU, run_export, new_args(app, NULL, NULL, table, path, NULL), done,
		     user);
}

static enum status mark_seen(struct cache *cache, void *arg, struct err *e)
{
	(void)arg;
	return cache_events_mark_seen(cache, e);
}

static enum status run_mark_seen(struct app *app, struct task *task, void *p, struct work_result *r,
				 struct err *e)
{
	(void)task;
	(void)p;
	(void)r;
	return store_write(app, mark_seen, NULL, e);
}

static void ignore(void *user, struct work_result *result)
{
	(void)user;
	(void)result;
}

void work_mark_seen(struct app *app)
{
	/* Not marked for want of memory: the events are shown as new once more. */
	if (start(app, LANE_CPU, run_mark_seen, new_args(app, NULL, NULL, NULL, NULL, NULL), ignore,
		  NULL) == NULL)
		return;
}

void work_touch(struct app *app)
{
	app->last_key_ms = clock_monotonic_ms();
}
