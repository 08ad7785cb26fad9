/*
 * The order of a sync's steps (sync_all()), and rounds of it while proofs wait (sync_rounds()).
 * Steps on the chain come first; each datanet's claims and statements are compared with what they
 * proved.
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
#include "app/asked.h"
#include "app/dataset_rows.h"
#include "app/proof_wait.h"
#include "app/scope.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/dir.h"
#include "base/file.h"
#include "client/head_proof.h"
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
#include "sync/step_payers.h"
#include "sync/step_proofs.h"
#include "sync/step_received.h"
#include "sync/step_statements.h"

/* Small rounds, which may come every second, store how the nodes are so often. */
#define NODES_KEPT_MS 60000

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

		/* A reading that waits is no failure: the round after the next blocks has it. */
		if (one != STATUS_OK && one != ERR_PENDING && s == STATUS_OK) {
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

/* A datanet whose description is false is asked for nothing else. */
static enum status sync_one_datanet(struct sync_context *c, bool anchored, struct err *e)
{
	static sync_step *const whole[] = {sync_claims, sync_statements, sync_attributions,
					   sync_intake, sync_models};
	static sync_step *const figures[] = {sync_claims, sync_statements, sync_attributions};
	static sync_step *const live[] = {sync_attributions};
	enum status s;

	switch (c->extent) {
	case EXTENT_WHOLE:
		s = sync_datanet(c, e);
		return s == STATUS_OK && anchored ? run_steps(c, whole, ARRAY_SIZE(whole), e) : s;
	case EXTENT_FIGURES:
		/* A settled epoch is read with the figures that it changes. */
		return anchored ? run_steps(c, figures,
					    c->live   ? ARRAY_SIZE(figures)
					    : c->news ? 2
						      : 1,
					    e)
				: STATUS_OK;
	case EXTENT_DATANET:
		s = sync_datanet(c, e);
		return s == STATUS_OK ? run_steps(c, live, ARRAY_SIZE(live), e) : s;
	}
	return STATUS_OK;
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

static void count_requests(uint64_t out[static LIMIT_NODES], const struct nodes *nodes)
{
	for (size_t i = 0; i < nodes_count(nodes); i++)
		out[i] = nodes_health(nodes, i)->requests;
}

/* Finding the block names no account; the steps after it ask about all of them. */
static void sync_chain(struct sync_context *c, struct sync_report *r)
{
	static sync_step *const whole[] = {sync_figures, sync_payers, sync_datasets, sync_received,
					   sync_transactions};
	static sync_step *const figures[] = {sync_figures, sync_payers, sync_transactions};
	bool all = c->extent == EXTENT_WHOLE;
	uint64_t before[LIMIT_NODES], after[LIMIT_NODES];

	task_progress(c->task, "finding the agreed block", 0, 0, "steps");
	r->chain = sync_block(c, &r->chain_error);
	r->anchored = r->chain == STATUS_OK;
	if (!r->anchored)
		return;
	task_progress(c->task, "proving balances", 1, 4, "steps");
	count_requests(before, c->session->nodes);
	r->chain = run_steps(c, all ? whole : figures,
			     all ? ARRAY_SIZE(whole) : ARRAY_SIZE(figures), &r->chain_error);
	count_requests(after, c->session->nodes);
	for (size_t i = 0; i < nodes_count(c->session->nodes); i++)
		if (after[i] > before[i])
			c->session->told |= (node_set)1 << i;
}

static enum status sync_all(struct sync_context *c, struct sync_report *r)
{
	struct err ignored = {0};
	bool anchored;

	if (c->extent == EXTENT_WHOLE)
		adopt_datasets(c->app);
	if (c->extent != EXTENT_DATANET)
		sync_chain(c, r);
	anchored = r->anchored;
	/* The health of the nodes matters most when the steps before have failed. */
	if ((c->keeps_nodes || r->chain != STATUS_OK) && sync_nodes(c, &ignored) != STATUS_OK)
		log_line(c->app->shared->log, "sync", "%s", ignored.text);
	task_progress(c->task, "asking the datanet", 2, 4, "steps");
	sync_datanets(c, r, anchored);
	if (anchored && !task_cancelled(c->task) && keep_proofs(c, r, &ignored) != STATUS_OK)
		log_line(c->app->shared->log, "sync", "%s", ignored.text);
	return r->chain;
}

/* Syncs round after round, as long as proofs wait and `most_ms` are not over. */
static enum status sync_rounds(struct sync_context *c, struct sync_report *r, int64_t most_ms,
			       struct err *e)
{
	int64_t until = clock_monotonic_ms() + most_ms;
	enum status s;

	head_proof_renew(c->session->nodes);
	for (;;) {
		*r = (struct sync_report){.chain = STATUS_OK};
		s = sync_all(c, r);
		if (s == STATUS_OK || r->anchored) {
			memcpy(r->header_flaw, c->session->anchor.unhashed, sizeof(r->header_flaw));
			r->clock_skew_s = c->session->anchor.clock_ahead_s;
		}
		/* A step that failed keeps no other one's proofs from being waited for. */
		if (r->waiting == 0 || clock_monotonic_ms() >= until || task_cancelled(c->task))
			break;
		proof_wait_sleep(c->task, r->waits_for, r->wait_ms, until);
	}
	if (s == STATUS_OK)
		return task_check(c->task, e);
	/* A text that is formatted into itself is lost. */
	return e != &r->chain_error ? err_set(e, s, "%s", r->chain_error.text) : s;
}

/* Whether this round stores how the nodes are: a small one does once a minute. */
static bool keeps_nodes(const struct sync_context *c)
{
	int64_t kept = c->session->nodes_kept_ms;

	return c->extent == EXTENT_WHOLE || kept == 0 ||
	       clock_monotonic_ms() - kept >= NODES_KEPT_MS;
}

/* Stores what the nodes were asked, at the end of a round that stores how they are. */
static void keep_asked(struct sync_context *c)
{
	struct err e = {0};

	if (!c->keeps_nodes)
		return;
	c->session->nodes_kept_ms = clock_monotonic_ms();
	if (save_asked(c->session, c->accounts, c->n_accounts, &e) != STATUS_OK)
		log_line(c->app->shared->log, "sync", "%s", e.text);
}

enum status sync_run(struct sync_context *c, struct sync_report *r, bool waits, struct err *e)
{
	int lock = -1;
	enum status s = require_writable(c->app, "write the cache", e);

	*r = (struct sync_report){.chain = STATUS_OK};
	if (s == STATUS_OK)
		s = session_of(c->app, c->task, &c->session, e);
	if (s == STATUS_OK)
		s = take_lock(c->app, &lock, e);
	if (s == STATUS_OK)
		s = load_accounts(c->app, &c->accounts, &c->n_accounts, e);
	if (s == STATUS_OK) {
		c->keeps_nodes = keeps_nodes(c);
		s = sync_rounds(c, r, waits ? proof_wait_most_ms(c->app) : 0, e);
		keep_asked(c);
	}
	free(c->accounts);
	if (lock >= 0)
		close(lock);
	return s;
}

enum status sync_network(struct app *app, struct task *task, struct sync_report *report,
			 struct err *e)
{
	struct sync_context c = {.app = app, .task = task, .extent = EXTENT_WHOLE};
	struct sync_report own;

	return sync_run(&c, report != NULL ? report : &own, true, e);
}
