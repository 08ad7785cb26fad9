/*
 * The order of a sync's steps (sync_all()), and the pace of the background sync. Steps on the chain
 * come first; what each datanet claims and states is compared with what they proved.
 * Invariant: a step that fails keeps no other one from running.
 */
#include "sync/sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "act/adopt.h"
#include "act/follow.h"
#include "app/account.h"
#include "app/dataset_rows.h"
#include "app/scope.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/random.h"
#include "sync/context.h"
#include "sync/step_attributions.h"
#include "sync/step_block.h"
#include "sync/step_claims.h"
#include "sync/step_datanet.h"
#include "sync/step_datasets.h"
#include "sync/step_figures.h"
#include "sync/step_intake.h"
#include "sync/step_models.h"
#include "sync/step_nodes.h"
#include "sync/step_received.h"
#include "sync/step_statements.h"

/*
 * Milliseconds between two syncs: while live attributions are on screen, while they are not, and at
 * most while syncs fail. A sync whose datanet part alone fails comes every POLL_IDLE_MS at least,
 * since the chain still answers.
 */
#define POLL_LIVE_MS 5000
#define POLL_IDLE_MS 60000
#define POLL_MOST_MS 300000

/* Two processes that sync one network at once would only ask the same questions twice. */
static enum status take_lock(const struct app *app, int *fd, struct err *e)
{
	char name[64];
	char *path;
	enum status s;

	snprintf(name, sizeof(name), "sync-%s.lock", app->profile->name);
	path = dir_join(app->shared->paths.state, name);
	s = path == NULL ? err_set(e, ERR_MEMORY, "out of memory") : file_lock(fd, path, e);

	free(path);
	return s == ERR_BUSY
		       ? err_set(e, s, "another byline is syncing; it will be done in a moment")
		       : s;
}

typedef enum status sync_step(struct sync_context *c, struct err *e);

/* Runs every step, also after one has failed. Returns: the first failure. */
static enum status run_steps(struct sync_context *c, sync_step *const *steps, size_t n,
			     struct err *first)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && !task_cancelled(c->task); i++) {
		struct err e = {0};
		enum status one = steps[i](c, &e);

		if (one != STATUS_OK && s == STATUS_OK) {
			s = one;
			*first = e;
		}
	}
	return task_cancelled(c->task) ? err_set(first, ERR_CANCELLED, "cancelled") : s;
}

static enum status sync_transactions(struct sync_context *c, struct err *e)
{
	return follow_transactions(c->app, c->session, e);
}

static enum status sync_one_datanet(struct sync_context *c, bool anchored, struct err *e)
{
	static sync_step *const steps[] = {sync_claims, sync_statements, sync_attributions,
					   sync_intake, sync_models};
	enum status s = sync_datanet(c, e);

	return s == STATUS_OK && anchored ? run_steps(c, steps, ARRAY_SIZE(steps), e) : s;
}

/* Asks each datanet of the network, also after one has failed; the first failure is reported. */
static void sync_datanets(struct sync_context *c, struct sync_report *r, bool anchored)
{
	struct app *first = c->app;
	size_t n;
	struct app *const *scopes = scope_siblings(c->app, &n);

	for (size_t i = 0; i < n && !task_cancelled(c->task); i++) {
		const struct profile *p = scopes[i]->profile;
		struct err e = {0};
		enum status s;

		if (p->n_datanets == 0)
			continue;
		c->app = scopes[i];
		c->session->datanet.profile = p;
		s = sync_one_datanet(c, anchored, &e);
		if (s == STATUS_OK || r->datanet != STATUS_OK)
			continue;
		r->datanet = s;
		r->datanet_error = e;
		if (n > 1)
			err_prefix(&r->datanet_error, s, "%s", profile_datanet(p)->name);
	}
	c->app = first;
	c->session->datanet.profile = first->profile;
}

static enum status sync_all(struct sync_context *c, struct sync_report *r)
{
	static sync_step *const chain[] = {sync_figures, sync_datasets, sync_received,
					   sync_transactions};
	struct err ignored = {0};
	bool anchored;

	adopt_datasets(c->app);
	task_progress(c->task, "finding the agreed block", 0, 0, "steps");
	r->chain = sync_block(c, &r->chain_error);
	anchored = r->chain == STATUS_OK;
	if (anchored) {
		task_progress(c->task, "proving balances", 1, 4, "steps");
		r->chain = run_steps(c, chain, ARRAY_SIZE(chain), &r->chain_error);
	}
	/* The health of the nodes matters most when the steps before have failed. */
	if (sync_nodes(c, &ignored) != STATUS_OK)
		log_line(c->app->shared->log, "sync", "%s", ignored.text);
	task_progress(c->task, "asking the datanet", 2, 4, "steps");
	sync_datanets(c, r, anchored);
	return r->chain;
}

enum status sync_network(struct app *app, struct task *task, struct sync_report *report,
			 struct err *e)
{
	struct sync_context c = {.app = app, .task = task};
	struct sync_report own = {0};
	struct sync_report *r = report != NULL ? report : &own;
	int lock = -1;
	enum status s = require_writable(app, "write the cache", e);

	*r = (struct sync_report){0};
	if (s == STATUS_OK)
		s = session_of(app, task, &c.session, e);
	if (s == STATUS_OK)
		s = take_lock(app, &lock, e);
	if (s == STATUS_OK)
		s = load_accounts(app, &c.accounts, &c.n_accounts, e);
	if (s == STATUS_OK) {
		s = sync_all(&c, r);
		/* A text that is formatted into itself is lost. */
		if (s != STATUS_OK && e != &r->chain_error)
			err_set(e, s, "%s", r->chain_error.text);
		if (s == STATUS_OK)
			r->clock_skew_s = c.session->anchor.clock_ahead_s;
		if (s == STATUS_OK)
			memcpy(r->header_flaw, c.session->anchor.unhashed, sizeof(r->header_flaw));
	}
	free(c.accounts);
	if (lock >= 0)
		close(lock);
	return s;
}

/* Puts the outcome of a sync into the line on the screen. ERR_BUSY is no failure there. */
static void describe(struct sync_status *now, const struct sync_report *r, enum status s,
		     const struct err *e)
{
	if ((s == STATUS_OK || s == ERR_BUSY) && r->datanet == STATUS_OK) {
		now->state = SYNC_IDLE;
		if (llabs(now->clock_skew_s) > SYNC_SKEW_TELLS_S)
			snprintf(now->text, sizeof(now->text),
				 "your clock is off by %lld s against the nodes' clocks; set it "
				 "right",
				 (long long)now->clock_skew_s);
		else if (r->header_flaw[0] != '\0')
			header_sentence(now->text, r->header_flaw);
		return;
	}
	now->state = SYNC_FAILED;
	snprintf(now->text, sizeof(now->text), "%.*s", (int)sizeof(now->text) - 1,
		 s != STATUS_OK ? e->text : r->datanet_error.text);
}

/* A person who asks for a sync wants each node tried now. Without a session nothing rests yet. */
static void retry_nodes(struct app *app, struct task *task)
{
	struct session *session;

	if (session_of(app, task, &session, NULL) == STATUS_OK)
		nodes_retry_now(session->nodes);
}

/* How long to wait after a sync, and how often syncs have failed by now. */
static int64_t pause_after(struct app *app, const struct sync_report *r, enum status s, bool live)
{
	int64_t pause = live ? POLL_LIVE_MS : POLL_IDLE_MS;
	int64_t most = s != STATUS_OK ? POLL_MOST_MS : POLL_IDLE_MS;

	if ((s == STATUS_OK || s == ERR_BUSY) && r->datanet == STATUS_OK) {
		app->network->failed_syncs = 0;
	} else {
		pause = app->network->failed_syncs < 6
				? (int64_t)POLL_LIVE_MS << app->network->failed_syncs
				: most;
		pause = pause < most ? pause : most;
		app->network->failed_syncs++;
	}
	/* A fifth of jitter, so that many dashboards do not ask in step. */
	return pause * 9 / 10 + random_below((uint32_t)(pause / 5));
}

void sync_in_background(struct app *app, struct task *task, bool live, bool retry,
			struct sync_outcome *out)
{
	struct sync_status now = sync_status_of(app);
	struct sync_report r = {0};
	struct err e = {0};
	enum status s;

	now.state = SYNC_RUNNING;
	set_sync_status(app, &now);
	if (retry)
		retry_nodes(app, task);
	s = sync_network(app, task, &r, &e);
	now = (struct sync_status){.clock_skew_s = now.clock_skew_s};
	if (s == STATUS_OK)
		now.clock_skew_s = r.clock_skew_s;
	describe(&now, &r, s, &e);
	*out = (struct sync_outcome){.status = s != STATUS_OK ? s : r.datanet,
				     .error = s != STATUS_OK ? e : r.datanet_error,
				     .pause_ms = pause_after(app, &r, s, live)};
	if (now.state == SYNC_FAILED)
		log_line(app->shared->log, "sync", "%s: %s", app->profile->name, out->error.text);
	now.next_try = clock_now() + out->pause_ms / 1000;
	set_sync_status(app, &now);
}
