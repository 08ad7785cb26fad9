/*
 * A background sync: how much is due (app/pace.h), the sync itself, its outcome for the screen
 * (describe()), and when the next one comes (pause_after()).
 */
#include "sync/in_background.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/scope.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/random.h"
#include "sync/context.h"
#include "sync/sync.h"

/*
 * Milliseconds after a sync that failed: at first, and at most. A sync whose datanet part alone
 * fails comes five times as often, since the chain still answers.
 */
#define POLL_FIRST_MS 5000
#define POLL_MOST_MS  300000

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

/* The present state of a network, for its pace. */
static struct pace_facts facts_of(const struct sync_context *c, const struct sync_wish *wish)
{
	const struct app_network *n = c->app->network;

	return (struct pace_facts){
		.pace = wish->pace,
		.live = wish->live,
		.waits = n->waits,
		.news = n->news,
		.block_time_ms = c->app->profile->block_time_ms,
		.accounts = n->accounts > 0 ? n->accounts : 1,
		.now_ms = clock_monotonic_ms(),
	};
}

/* How long to wait after a sync, and how often syncs have failed by now. */
static int64_t pause_after(const struct sync_context *c, const struct sync_wish *wish,
			   const struct sync_report *r, enum status s)
{
	struct app_network *n = c->app->network;
	struct pace_facts facts = facts_of(c, wish);
	int64_t pause = pace_choose(&n->pace, &facts).in_ms;
	int64_t most = s != STATUS_OK ? POLL_MOST_MS : POLL_MOST_MS / 5;

	if ((s == STATUS_OK || s == ERR_BUSY) && r->datanet == STATUS_OK) {
		n->failed_syncs = 0;
		/* Another process is at it; its figures come with the next look. */
		if (s == ERR_BUSY && pause < POLL_FIRST_MS)
			pause = POLL_FIRST_MS;
	} else {
		pause = n->failed_syncs < 6 ? (int64_t)POLL_FIRST_MS << n->failed_syncs : most;
		pause = pause < most ? pause : most;
		n->failed_syncs++;
	}
	/*
	 * A fifth less at most, so that many dashboards do not ask in step. Where a ceiling of
	 * requests holds, no round comes before its time.
	 */
	return wish->pace == PACE_IDLE ? pause - random_below((uint32_t)(pause / 5) + 1) : pause;
}

/* Keeps what a round cost, and what the next one depends on. */
static void note_round(const struct sync_context *c, const struct sync_report *r, enum status s,
		       int64_t began_ms, uint64_t requests)
{
	struct app_network *n = c->app->network;
	uint64_t now = c->session != NULL ? nodes_requests(c->session->nodes) : 0;

	if (c->n_accounts > 0)
		n->accounts = (unsigned)c->n_accounts;
	pace_note(&n->pace, c->extent, (unsigned)(now - requests), began_ms);
	if (s != STATUS_OK)
		return;
	if (c->extent != EXTENT_DATANET) {
		n->waits = r->waiting > 0;
		n->news = false;
	}
	if (c->extent == EXTENT_FIGURES)
		return;
	n->news = n->news || (c->extent == EXTENT_DATANET && c->settled != n->settled);
	n->settled = c->settled;
}

static uint64_t requests_before(const struct task *task)
{
	return task->session != NULL ? nodes_requests(task->session->nodes) : 0;
}

void sync_in_background(struct app *app, struct task *task, const struct sync_wish *wish,
			struct sync_outcome *out)
{
	struct sync_context c = {.app = app, .task = task, .live = wish->live};
	struct sync_status before = sync_status_of(app), now = before;
	struct pace_facts facts = facts_of(&c, wish);
	uint64_t requests = requests_before(task);
	struct sync_report r = {0};
	struct err e = {0};
	enum status s;

	c.news = app->network->news;
	/* A network that was lost is read whole when it is found again. */
	c.extent = wish->whole || app->network->lost
			   ? EXTENT_WHOLE
			   : pace_choose(&app->network->pace, &facts).extent;
	now.state = SYNC_RUNNING;
	if (c.extent == EXTENT_WHOLE)
		set_sync_status(app, &now);
	if (wish->retry)
		retry_nodes(app, task);
	/* Where the next round is far off, this one waits for its proofs. */
	s = sync_run(&c, &r, wish->pace == PACE_FRUGAL && c.extent != EXTENT_DATANET, &e);
	note_round(&c, &r, s, facts.now_ms, requests);
	now = (struct sync_status){.clock_skew_s = now.clock_skew_s};
	if (s == STATUS_OK && c.extent != EXTENT_DATANET)
		now.clock_skew_s = r.clock_skew_s;
	describe(&now, &r, s, &e);
	*out = (struct sync_outcome){.status = s != STATUS_OK ? s : r.datanet,
				     .error = s != STATUS_OK ? e : r.datanet_error,
				     .pause_ms = pause_after(&c, wish, &r, s)};
	if (now.state == SYNC_FAILED)
		log_line(app->shared->log, "sync", "%s: %s", app->profile->name, out->error.text);
	now.next_try = clock_now() + (out->pause_ms + 999) / 1000;
	if (c.extent != EXTENT_DATANET)
		app->network->lost = s != STATUS_OK && s != ERR_BUSY && !r.anchored;
	/* A fault of a whole round stands until the next one, which alone asks for everything. */
	if (c.extent != EXTENT_WHOLE && now.state == SYNC_IDLE && before.state == SYNC_FAILED) {
		now.state = before.state;
		memcpy(now.text, before.text, sizeof(now.text));
	}
	/* A small round that went as the one before says nothing that is not on the screen. */
	if (c.extent == EXTENT_WHOLE || now.state != before.state ||
	    strcmp(now.text, before.text) != 0)
		set_sync_status(app, &now);
}
