#include "sync/probe.h"

#include <stdlib.h>

#include "app/app.h"
#include "app/proof_wait.h"
#include "sync/probe_eas.h"
#include "sync/probe_fact.h"
#include "sync/probe_payer.h"
#include "sync/probe_token.h"

/* The proof of one reading waits: the whole probe is made again with it. */
static enum status probe_once(struct session *session, void *arg, struct err *e)
{
	struct probe *p = arg;
	size_t parts = 1 + p->pinned->n_tokens + p->pinned->n_distributors + p->pinned->has_story;
	size_t done = 0;
	enum status s;

	release_probe(p->out);
	p->session = session;
	p->waits = false;
	p->out->found = *p->pinned;
	p->out->block = session->anchor.header.number;
	task_progress(p->task, "reading contracts", done, parts, "contracts");
	s = probe_eas(p);
	for (size_t i = 0; i < p->pinned->n_tokens && s == STATUS_OK; i++) {
		task_progress(p->task, "reading contracts", ++done, parts, "contracts");
		s = probe_token(p, i);
	}
	for (size_t i = 0; i < p->pinned->n_distributors && s == STATUS_OK; i++) {
		task_progress(p->task, "reading contracts", ++done, parts, "contracts");
		s = probe_payer(p, i);
	}
	if (s == STATUS_OK && p->pinned->has_story) {
		task_progress(p->task, "reading contracts", ++done, parts, "contracts");
		s = probe_payer_story(p);
	}
	if (s != STATUS_OK)
		return err_set(e, s, "the probe ended early: %s", status_phrase(s));
	return p->waits ? ERR_PENDING : STATUS_OK;
}

/*
 * Contracts are independent: one that cannot be read becomes a fact that says why. Only what stops
 * every reading, as a cancel does, ends the probe.
 */
enum status probe_network(struct app *app, struct task *task, const struct probe_hints *hints,
			  struct probe_report *out, struct err *e)
{
	struct probe p = {.task = task, .hints = hints, .out = out};
	enum status s = require_profile(app, &p.pinned, e);

	*out = (struct probe_report){.n = 0};
	return s == STATUS_OK ? proof_wait_read(app, task, &p.session, probe_once, &p, e) : s;
}

void release_probe(struct probe_report *r)
{
	free(r->facts);
	*r = (struct probe_report){.n = 0};
}
