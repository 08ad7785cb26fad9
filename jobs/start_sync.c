/*
 * Sync, audit, export and upkeep as pieces of work, in the two halves that request.h describes.
 * A sync runs on NET, behind the background sync if that is running; reading the whole cache file
 * has the lane CHECK for itself, since it takes seconds.
 */
#include "jobs/start_sync.h"

#include <string.h>

#include "app/event.h"
#include "app/load.h"
#include "app/owner.h"
#include "app/scope.h"
#include "app/session.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "cache/events.h"
#include "cache/handle.h"
#include "jobs/background.h"
#include "jobs/request.h"
#include "jobs/result.h"
#include "jobs/show_private.h"
#include "jobs/work.h"
#include "lists/export.h"
#include "models/preview_csv.h"
#include "sync/audit.h"

/* ERR_NOT_AGREED when too few nodes of a network agreed in the sync that just ended. */
static enum status require_agreement(struct app *app, struct err *e)
{
	const struct snapshot *now = NULL;
	char sentence[PEER_SENTENCE_SIZE];
	enum status s = load_snapshot(app, &now, e);

	for (size_t i = 0; s == STATUS_OK && i < now->n_networks; i++) {
		const struct snapshot_network *n = &now->networks[i];

		if (n->agreement.met)
			continue;
		peer_sentence(sentence, &n->agreement);
		s = err_set(e, ERR_NOT_AGREED, "%s%s%s", now->n_networks > 1 ? n->name : "",
			    now->n_networks > 1 ? ": " : "", sentence);
	}
	snapshot_unref(now);
	return s;
}

static enum status run_sync(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	enum status s = require_online(app, e);

	(void)p;
	if (s == STATUS_OK)
		s = sync_all_now(app, task, e);
	if (s == STATUS_OK)
		s = require_agreement(app, e);
	tell_result(r, "up to date");
	return s;
}

struct work *start_sync(struct app *app, work_done *done, void *user)
{
	return queue_request(app, LANE_NET, run_sync, new_request(NULL, NULL, NULL), done, user);
}

/* Keeps the failure that is told: that nothing has settled gives way to any other. */
static void note_failure(struct err *kept, const struct snapshot *s,
			 const struct snapshot_owner *of, const struct err *why)
{
	if (kept->code != STATUS_OK && kept->code != ERR_NOT_FOUND)
		return;
	*kept = *why;
	if (s->n_networks > 1)
		(void)err_prefix(kept, why->code, "%s", owner_network(s, of)->name);
}

/* Audits each account at each datanet, as far as they are shown. A failure ends no other audit. */
static enum status audit_shown(struct app *app, struct task *task, const struct snapshot *s,
			       bool full, struct work_result *r, struct err *e)
{
	struct audit_report report;
	struct err why, failure = {0};
	bool sound = true, done = false;

	for (size_t i = 0; i < s->n_standings && failure.code != ERR_CANCELLED; i++) {
		const struct snapshot_owner *of = &s->standings[i].of;

		why = (struct err){0};
		/* A session is of one network, and stays with the task. */
		end_session(task);
		if (audit_account(work_scope(app, s, of), task, &report,
				  &s->accounts[of->account].address, full, &why) != STATUS_OK) {
			note_failure(&failure, s, of, &why);
			continue;
		}
		/* The first verdict that is not a good one is told, else the last. */
		if (sound)
			tell_audit(r, report.verdict.parts, report.verdict.n_parts);
		sound = sound && report.verdict.all_sound;
		done = true;
		audit_report_release(&report);
	}
	if (failure.code == STATUS_OK && !done)
		return err_set(e, ERR_NOT_FOUND, "no account is known that could be audited");
	if (failure.code == STATUS_OK || (failure.code == ERR_NOT_FOUND && done))
		return STATUS_OK;
	*e = failure;
	return e->code;
}

static enum status run_audit(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	const struct request *a = p;
	const struct snapshot *shown = NULL;
	enum status s = show_snapshot(app, &shown, e);

	if (s == STATUS_OK)
		s = audit_shown(app, task, shown, a->flag, r, e);
	snapshot_unref(shown);
	return s;
}

struct work *start_audit(struct app *app, bool full, work_done *done, void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->flag = full;
	return queue_request(app, LANE_ACT, run_audit, a, done, user);
}

/* In: the path in `name`; a preview, or the kind of table in `number`. */
static enum status run_export(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct request *a = p;
	const struct snapshot *shown = NULL;
	enum status s = STATUS_OK;

	(void)task;
	if (a->preview != NULL)
		s = export_preview(a->preview, a->name, e);
	else
		s = show_snapshot(app, &shown, e);
	if (s == STATUS_OK && shown != NULL)
		s = export_table(shown, (enum export_kind)a->number, a->name, e);
	snapshot_unref(shown);
	tell_result(r, "wrote %.120s", a->name);
	return s;
}

struct work *start_export(struct app *app, enum export_kind kind, const char *path, work_done *done,
			  void *user)
{
	struct request *a = new_request(NULL, path, NULL);

	if (a != NULL)
		a->number = kind;
	return queue_request(app, LANE_CPU, run_export, a, done, user);
}

struct work *start_export_preview(struct app *app, const struct preview *p, const char *path,
				  work_done *done, void *user)
{
	struct request *a = new_request(NULL, path, NULL);

	if (a != NULL)
		a->preview = preview_ref(p);
	return queue_request(app, LANE_CPU, run_export, a, done, user);
}

static enum status mark_seen(struct cache *cache, void *arg, struct err *e)
{
	return cache_events_mark_seen(cache, arg, e);
}

/* An event that a filter left out was not on the screen, and stays new. */
static enum status run_mark_seen(struct app *app, struct task *task, void *p, struct work_result *r,
				 struct err *e)
{
	struct narrowing shown;
	size_t n;
	struct app *const *scopes = scope_list(app, &n);
	struct address *account = NULL;
	enum status s = STATUS_OK;

	(void)task;
	(void)p;
	(void)r;
	show_chosen(app, &shown);
	if (shown.one_account) {
		account = &shown.account;
		if (address_is_zero(account))
			s = shown_account(app, account, e);
	}
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (scope_is_first(scopes[i]) &&
		    (shown.network[0] == '\0' ||
		     strcmp(scopes[i]->profile->name, shown.network) == 0))
			s = store_write(scopes[i], mark_seen, account, e);
	return s;
}

/* The `done` of upkeep, of which nobody waits for the end. */
static void ignore(void *user, struct work_result *result)
{
	(void)user;
	(void)result;
}

void start_mark_seen(struct app *app)
{
	/* Out of memory nothing is marked, and the events are shown as new once more. */
	if (queue_request(app, LANE_CPU, run_mark_seen, new_request(NULL, NULL, NULL), ignore,
			  NULL) == NULL)
		return;
}

/*
 * Finds damage in every page of the cache file. SQLite itself would notice it only when it reads
 * the page, perhaps months later.
 */
static enum status run_check(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	enum status s = cache_check(app->shared->paths.cache, &task->cancel, e);

	(void)p;
	(void)r;
	if (s == ERR_DAMAGED)
		note_event(app, "cache", TRUST_DISPUTED, "%s", e->text);
	return s;
}

void start_damage_check(struct app *app)
{
	/* Out of memory the check is left to the next start of the dashboard. */
	if (queue_request(app, LANE_CHECK, run_check, new_request(NULL, NULL, NULL), ignore,
			  NULL) == NULL)
		return;
}
