#include "app/session.h"

#include <stdlib.h>

#include "app/abilities.h"
#include "app/asked.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/clock.h"

/* For this long an agreed block counts as the newest: the fastest chain makes one every 2 s. */
#define ANCHOR_FRESH_S 2

/* The session hangs on the task from the start, so that end_session() frees one half made. */
static enum status new_session(struct app *app, struct task *task, struct err *e)
{
	struct session *s = calloc(1, sizeof(*s));
	enum status loaded;

	if (s == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	task->session = s;
	s->app = app;
	s->replies = replies_new();
	if (s->replies == NULL || transport_new(&s->transport, &task->cancel) != STATUS_OK ||
	    nodes_new(&s->nodes, app->profile, s->transport) != STATUS_OK) {
		end_session(task);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	transport_use_proxy(s->transport, app->shared->config.proxy);
	s->datanet = (struct datanet){
		.transport = s->transport, .profile = app->profile, .replies = s->replies};
	loaded = load_abilities(app, s->nodes, e);
	if (loaded != STATUS_OK)
		end_session(task);
	return loaded;
}

enum status session_of(struct app *app, struct task *task, struct session **out, struct err *e)
{
	const struct profile *profile;
	enum status s = require_profile(app, &profile, e);

	if (s == STATUS_OK)
		s = require_online(app, e);
	if (s == STATUS_OK && task->session == NULL)
		s = new_session(app, task, e);
	*out = task->session;
	return s;
}

/* The store's job behind list_agreed_blocks(). */
static enum status read_agreed(struct cache *cache, void *arg, struct err *e)
{
	return cache_blocks_agreed(cache, arg, e);
}

enum status list_agreed_blocks(struct app *app, struct cache_agreed *out, struct err *e)
{
	*out = (struct cache_agreed){.least = profile_can_agree(app->profile) ? TRUST_AGREED
									      : TRUST_REPORTED};
	return store_read(app, read_agreed, out, e);
}

enum status session_anchor(struct app *app, struct task *task, struct session **out, struct err *e)
{
	struct session *session;
	struct cache_agreed agreed;
	enum status s = session_of(app, task, out, e);

	if (s != STATUS_OK)
		return s;
	session = *out;
	/* Steps of one task read at one block, unless they take longer than this. */
	if (session->has_anchor && clock_now() - session->anchor.found <= ANCHOR_FRESH_S)
		return STATUS_OK;
	s = list_agreed_blocks(app, &agreed, e);
	if (s == STATUS_OK)
		s = anchor_find(session->nodes, &session->anchor, NULL, agreed.block, agreed.n, e);
	session->has_anchor = s == STATUS_OK;
	return s;
}

void end_session(struct task *task)
{
	struct session *s = task->session;
	struct err e = {0};

	if (s == NULL)
		return;
	/* Requests of acts and audits count as well, after which nothing else is stored. */
	if (s->nodes != NULL && save_asked(s, NULL, 0, &e) != STATUS_OK)
		log_line(s->app->shared->log, "nodes", "%s", e.text);
	/* Nodes use the transport, so they go before it. */
	replies_free(s->replies);
	nodes_free(s->nodes);
	transport_free(s->transport);
	free(s);
	task->session = NULL;
}
