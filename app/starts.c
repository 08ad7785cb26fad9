/* The dashboard's starts: what all share, and those that belong to no one view. */
#include "app/starts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/act_private.h"
#include "app/audit.h"
#include "app/export.h"
#include "app/session_private.h"
#include "app/state.h"
#include "app/sync.h"
#include "cache/db.h"
#include "cache/events.h"

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
	preview_unref(a->preview);
	/* Of a work that was cancelled in its queue; that is told on the UI thread. */
	if (a->act != NULL)
		free_act(a->app, a->act);
	free(a);
}

/* False when out of memory. */
static bool copy_text(char **out, const char *text)
{
	*out = text != NULL ? strdup(text) : NULL;
	return text == NULL || *out != NULL;
}

struct args *new_args(struct app *app, struct secret *take_secret, struct secret *take_second,
		      const char *text, const char *name, const char *extra)
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
	if (!copy_text(&a->text, text) || !copy_text(&a->name, name) ||
	    !copy_text(&a->extra, extra)) {
		free_args(a);
		return NULL;
	}
	return a;
}

struct args *act_args(struct app *app, struct act *take_act, const char *text)
{
	struct args *a = new_args(app, NULL, NULL, text, NULL, NULL);

	if (a == NULL)
		drop_act(app, take_act);
	else
		a->act = take_act;
	return a;
}

struct work *start(struct app *app, enum lane_name lane, work_run *run, struct args *take_args,
		   work_done *done, void *user)
{
	return take_args != NULL ? work_new(app, lane, run, take_args, free_args, done, user)
				 : NULL;
}

void release_result(struct app *app, struct work_result *r)
{
	drop_act(app, r->act);
	preview_unref(r->preview);
	free(r->path);
	secret_free(r->phrase);
}

void say(struct work_result *r, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(r->text, sizeof(r->text), format, ap);
	va_end(ap);
}

static enum status run_sync(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	struct sync_report report = {0};
	struct session *session;
	enum status s = session_of(app, task, &session, e);

	(void)p;
	/* Who asks for it does not want to hear that a node rests. */
	if (s == STATUS_OK) {
		nodes_retry_now(session->nodes);
		s = sync_network(app, task, &report, e);
	}
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
	enum status s = a->preview != NULL
				? export_preview(a->preview, a->name, e)
				: export_table(app, (enum export_kind)a->number, a->name, e);

	(void)task;
	say(r, "wrote %.120s", a->name);
	return s;
}

struct work *start_export(struct app *app, enum export_kind kind, const char *path, work_done *done,
			  void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, path, NULL);

	if (a != NULL)
		a->number = kind;
	return start(app, LANE_CPU, run_export, a, done, user);
}

struct work *start_export_preview(struct app *app, const struct preview *p, const char *path,
				  work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, path, NULL);

	if (a != NULL)
		a->preview = preview_ref(p);
	return start(app, LANE_CPU, run_export, a, done, user);
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

static enum status run_drop(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	struct args *a = p;

	(void)task;
	(void)r;
	(void)e;
	drop_act(app, a->act);
	a->act = NULL;
	return STATUS_OK;
}

/* Of a drop that never ran: it is done now, not queued again. */
static void free_drop(void *p)
{
	struct args *a = p;

	drop_act(a->app, a->act);
	a->act = NULL;
	free_args(a);
}

void work_drop_act(struct app *app, struct act *take_act)
{
	struct args *a = NULL;

	if (crew_stopping(app->crew))
		drop_act(app, take_act);
	else
		a = act_args(app, take_act, NULL);
	/* Without memory it was dropped here. */
	if (a == NULL || work_new(app, LANE_ACT, run_drop, a, free_drop, ignore, NULL) == NULL)
		return;
}

/* Damage in pages that nobody looks at yet would be noticed only when one is needed. */
static enum status run_check(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	enum status s = cache_check(app->paths.cache, &task->cancel, e);

	(void)p;
	(void)r;
	if (s == ERR_DAMAGED)
		note_event(app, "cache", TRUST_DISPUTED, "%s", e->text);
	return s;
}

void work_look_for_damage(struct app *app)
{
	/* Without memory nobody looks: the next start does. */
	if (start(app, LANE_CHECK, run_check, new_args(app, NULL, NULL, NULL, NULL, NULL), ignore,
		  NULL) == NULL)
		return;
}
