/*
 * The app in place of libapp, for tests of the dashboard.
 *
 * fake_work_new() remembers each start, with a result that is ready. work_poll() ends all work that
 * is not held and calls its callback, as the real app does on the UI thread. Failures, held work
 * and new snapshots are set by fake_app_…(). Work that changes the vault's state publishes a new
 * snapshot, since the dashboard learns of it in no other way.
 *
 * Invariant: a callback runs only within work_poll().
 */
#include "tests/screens/fake_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct app *fake_app_new(enum fixture_kind kind)
{
	struct app *app = calloc(1, sizeof(*app));

	if (app == NULL)
		abort();
	app->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	app->whole = fixture_snapshot(kind);
	app->snapshot = snapshot_ref(app->whole);
	return app;
}

void fake_app_free(struct app *app)
{
	snapshot_unref(app->snapshot);
	snapshot_unref(app->whole);
	close(app->fd);
	free(app);
}

static void ring(struct app *app)
{
	static const uint64_t one = 1;

	if (write(app->fd, &one, sizeof(one)) != sizeof(one))
		abort();
}

/* Publishes what is shown of the newest snapshot, as jobs/show.c does. */
static void publish(struct app *app, uint64_t version)
{
	struct snapshot *shown = NULL;
	const struct snapshot *narrow = narrow_snapshot(app->whole, &app->shown);

	if (narrow == NULL)
		abort();
	/* The copy is of this function alone until it is published. */
	memcpy(&shown, &narrow, sizeof(shown));
	shown->version = version;
	snapshot_unref(app->snapshot);
	app->snapshot = shown;
	ring(app);
}

void fake_app_publish(struct app *app, struct snapshot *take_snapshot)
{
	uint64_t version = app->snapshot->version + 1;

	snapshot_unref(app->whole);
	/* A test that changed royalties changed what is owed, which a load would make of them. */
	fixture_renew_dues(take_snapshot);
	app->whole = take_snapshot;
	publish(app, version);
}

void show_network_alone(struct app *app, const char *name)
{
	snprintf(app->shown.network, sizeof(app->shown.network), "%s", name);
	publish(app, app->snapshot->version + 1);
}

void show_account_alone(struct app *app, const struct address *account)
{
	app->shown.one_account = account != NULL;
	if (account != NULL)
		app->shown.account = *account;
	publish(app, app->snapshot->version + 1);
}

void fake_app_hold(struct app *app, bool hold)
{
	app->hold = hold;
	ring(app);
}

void fake_app_fail(struct app *app, const char *name, enum status status, const char *text)
{
	snprintf(app->fail, sizeof(app->fail), "%s", name);
	snprintf(app->fail_text, sizeof(app->fail_text), "%s", text);
	app->fail_status = status;
}

unsigned fake_app_started(const struct app *app, const char *name)
{
	unsigned n = 0;

	for (unsigned i = 0; i < app->n_started && i < NAMES; i++)
		n += strcmp(app->started[i], name) == 0;
	return n;
}

const char *fake_app_text(const struct app *app)
{
	return app->text;
}

const char *fake_app_scope(const struct app *app)
{
	return app->scope;
}

bool fake_app_live(const struct app *app)
{
	return app->live;
}

const struct hash *fake_app_root(const struct app *app)
{
	return &app->root;
}

const struct address *fake_app_distributor(const struct app *app)
{
	return &app->distributor;
}

struct work *fake_work_new(struct app *app, const char *name, work_done *done, void *user)
{
	struct work *w = app->works;

	while (w->used)
		w++;
	memset(w, 0, sizeof(*w));
	w->used = true;
	w->done = done;
	w->user = user;
	snprintf(w->name, sizeof(w->name), "%s", name);
	if (app->n_started < NAMES)
		snprintf(app->started[app->n_started++], sizeof(app->started[0]), "%s", name);
	if (strcmp(app->fail, name) == 0 && app->fail_status != STATUS_OK &&
	    !(app->fail_status == ERR_LOCKED && app->snapshot->unlocked))
		w->result.status =
			err_set(&w->result.error, app->fail_status, "%s", app->fail_text);
	ring(app);
	return w;
}

void fake_keep_text(struct app *app, const char *text)
{
	snprintf(app->text, sizeof(app->text), "%s", text);
}

void work_lend_terminal(struct app *app, const struct work_lender *lender)
{
	app->lender = *lender;
}

enum status work_start(struct app *app, struct err *e)
{
	(void)app, (void)e;
	return STATUS_OK;
}

void work_stop(struct app *app)
{
	for (int i = 0; i < WORKS; i++)
		if (app->works[i].used) {
			struct work_result *r = &app->works[i].result;

			app->works[i].used = false;
			if (r->act != NULL)
				free_act(r->act);
			preview_unref(r->preview);
			comparison_unref(r->comparison);
			free_whole_record(r->record);
			free(r->path);
		}
}

int work_fd(const struct app *app)
{
	return app->fd;
}

/* Publishes a snapshot in which the vault is locked or unlocked. */
static void publish_lock(struct app *app, bool unlocked)
{
	struct snapshot *s = fixture_snapshot(unlocked ? FIXTURE_UNLOCKED : FIXTURE_FULL);

	fake_app_publish(app, s);
}

void work_poll(struct app *app)
{
	uint64_t count;

	(void)!read(app->fd, &count, sizeof(count));
	for (int i = 0; i < WORKS; i++) {
		struct work *w = &app->works[i];
		struct work ended = *w;

		if (!w->used || (app->hold && !w->cancelled))
			continue;
		if (w->cancelled)
			ended.result.status =
				err_set(&ended.result.error, ERR_CANCELLED, "cancelled");
		if (strcmp(ended.name, "unlock") == 0 && app->lender.suspend != NULL) {
			app->lender.suspend(app->lender.user);
			app->lender.resume(app->lender.user);
		}
		if (ended.result.status == STATUS_OK && strcmp(ended.name, "unlock") == 0)
			publish_lock(app, true);
		if (ended.result.status == STATUS_OK && strcmp(ended.name, "lock") == 0)
			publish_lock(app, false);
		w->used = false;
		ended.done(ended.user, &ended.result);
	}
}

const struct snapshot *work_snapshot(struct app *app)
{
	return snapshot_ref(app->snapshot);
}

void work_cancel(struct app *app, struct work *w)
{
	w->cancelled = true;
	ring(app);
}

bool work_progress(struct app *app, const struct work *w, struct work_progress *out)
{
	if (!app->hold || strcmp(w->name, "unlock") == 0)
		return false;
	*out = (struct work_progress){
		.what = "uploading", .done = 24875, .total = 40779, .rate = 1200, .unit = "bytes"};
	return true;
}

void start_mark_seen(struct app *app)
{
	(void)app;
}

void note_key(struct app *app)
{
	(void)app;
}

/* --- the start_…() functions --- */

struct work *start_sync(struct app *app, work_done *done, void *user)
{
	return fake_work_new(app, "sync", done, user);
}

struct work *start_unlock(struct app *app, work_done *done, void *user)
{
	return fake_work_new(app, "unlock", done, user);
}

struct work *start_lock(struct app *app, work_done *done, void *user)
{
	return fake_work_new(app, "lock", done, user);
}

/* The text is what the form asked for. */
struct work *start_create_vault(struct app *app, unsigned words, work_done *done, void *user)
{
	fake_keep_text(app, words == 12 ? "12 words" : words == 24 ? "24 words" : "?");
	return fake_work_new(app, "create", done, user);
}

struct work *start_restore_vault(struct app *app, bool has_password, work_done *done, void *user)
{
	fake_keep_text(app, has_password ? "words and passphrase" : "words");
	return fake_work_new(app, "restore", done, user);
}

struct work *start_change_passphrase(struct app *app, work_done *done, void *user)
{
	return fake_work_new(app, "passphrase", done, user);
}

struct work *start_reveal_phrase(struct app *app, work_done *done, void *user)
{
	return fake_work_new(app, "reveal", done, user);
}

struct work *start_drill_phrase(struct app *app, work_done *done, void *user)
{
	return fake_work_new(app, "drill", done, user);
}

struct work *start_add_account(struct app *app, const char *label, work_done *done, void *user)
{
	fake_keep_text(app, label);
	return fake_work_new(app, "add-account", done, user);
}

struct work *start_watch(struct app *app, const struct address *address, const char *label,
			 work_done *done, void *user)
{
	(void)address;
	fake_keep_text(app, label);
	return fake_work_new(app, "watch", done, user);
}

struct work *start_show_account(struct app *app, const struct address *account, work_done *done,
				void *user)
{
	show_account_alone(app, account);
	return fake_work_new(app, "show-account", done, user);
}

struct work *start_label_account(struct app *app, const struct address *address, const char *label,
				 work_done *done, void *user)
{
	(void)address;
	fake_keep_text(app, label);
	return fake_work_new(app, "label", done, user);
}

struct work *start_use_network(struct app *app, const char *name, work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "network", done, user);

	fake_keep_text(app, name);
	w->result.reopen = w->result.status == STATUS_OK;
	return w;
}

struct work *start_upload(struct app *app, const struct hash *root, work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "upload", done, user);

	app->root = *root;
	if (!app->snapshot->unlocked && w->result.status == STATUS_OK)
		w->result.status = err_set(&w->result.error, ERR_LOCKED, "the vault is locked");
	return w;
}

struct work *start_check_intake(struct app *app, work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "check-intake", done, user);

	w->result.intake = (struct intake_question){.asked = !app->confirmed,
						    .datanet = "mail-filter",
						    .expires = FIXTURE_NOW + 86400 * 30,
						    .confirm = "5e9b73d7"};
	for (size_t i = 0; i < sizeof(w->result.intake.id.bytes); i++)
		w->result.intake.id.bytes[i] = (uint8_t)(i * 37 + 96);
	return w;
}

struct work *start_confirm_intake(struct app *app, const struct intake_question *q, work_done *done,
				  void *user)
{
	(void)q;
	app->confirmed = true;
	return fake_work_new(app, "confirm-intake", done, user);
}

void watch_live(struct app *app, bool watching)
{
	app->live = watching;
}

struct work *start_export_card(struct app *app, const struct hash *artifact, const char *path,
			       work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "export-card", done, user);

	(void)artifact;
	fake_keep_text(app, path);
	return w;
}

struct work *start_prove(struct app *app, const struct hash *root, uint64_t index,
			 const char *out_path, work_done *done, void *user)
{
	(void)root, (void)index;
	fake_keep_text(app, out_path);
	return fake_work_new(app, "prove", done, user);
}

/* Remembers a path, and the rules behind it: "notes.jsonl|Spam=spam ". */
static void keep_rules(struct app *app, const char *path, const struct label_rule *rules,
		       size_t n_rules)
{
	size_t len = (size_t)snprintf(app->text, sizeof(app->text), "%s%s", path,
				      n_rules > 0 ? "|" : "");

	for (size_t i = 0; i < n_rules && len < sizeof(app->text); i++)
		len += (size_t)snprintf(app->text + len, sizeof(app->text) - len, "%s=%s ",
					rules[i].from, rules[i].to);
}

struct work *start_preview(struct app *app, const char *path, struct label_rule *take_rules,
			   size_t n_rules, work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "preview", done, user);

	keep_rules(app, path, take_rules, n_rules);
	if (w->result.status == STATUS_OK)
		w->result.preview = fixture_preview(path);
	free(take_rules);
	return w;
}

struct work *start_compare(struct app *app, const char *path, const char *language,
			   const char *license, struct label_rule *take_rules, size_t n_rules,
			   work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "compare", done, user);
	char all[200];

	snprintf(all, sizeof(all), "%s|%s|%s%s", path, language, license, n_rules == 0 ? "|" : "");
	keep_rules(app, all, take_rules, n_rules);
	if (w->result.status == STATUS_OK)
		w->result.comparison =
			fixture_comparison(path, language, license, take_rules, n_rules);
	free(take_rules);
	return w;
}

struct work *start_audit(struct app *app, bool full, work_done *done, void *user)
{
	return fake_work_new(app, full ? "audit-full" : "audit", done, user);
}

static struct work *export_to(struct app *app, const char *name, const char *path, work_done *done,
			      void *user)
{
	struct work *w = fake_work_new(app, name, done, user);

	fake_keep_text(app, path);
	if (w->result.status == STATUS_OK)
		w->result.path = strdup(path);
	return w;
}

struct work *start_export(struct app *app, enum export_kind kind, const char *path, work_done *done,
			  void *user)
{
	(void)kind;
	return export_to(app, "export", path, done, user);
}

struct work *start_export_preview(struct app *app, const struct preview *p, const char *path,
				  work_done *done, void *user)
{
	(void)p;
	return export_to(app, "export-preview", path, done, user);
}
