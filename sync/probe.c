#include "sync/probe.h"

#include <stdlib.h>

#include "app/app.h"
#include "sync/probe_eas.h"
#include "sync/probe_fact.h"
#include "sync/probe_payer.h"
#include "sync/probe_token.h"

/*
 * Contracts are independent: one that cannot be read becomes a fact that says why. Only what stops
 * every reading, as a cancel does, ends the probe.
 */
enum status probe_network(struct app *app, struct task *task, const struct probe_hints *hints,
			  struct probe_report *out, struct err *e)
{
	struct probe p = {.task = task, .hints = hints, .out = out};
	size_t parts, done = 0;
	enum status s = require_profile(app, &p.pinned, e);

	*out = (struct probe_report){.n = 0};
	if (s == STATUS_OK)
		s = session_anchor(app, task, &p.session, e);
	if (s != STATUS_OK)
		return s;
	out->found = *p.pinned;
	out->block = p.session->anchor.header.number;
	parts = 1 + p.pinned->n_tokens + p.pinned->n_distributors;
	task_progress(task, "reading contracts", done, parts, "contracts");
	s = probe_eas(&p);
	for (size_t i = 0; i < p.pinned->n_tokens && s == STATUS_OK; i++) {
		task_progress(task, "reading contracts", ++done, parts, "contracts");
		s = probe_token(&p, i);
	}
	for (size_t i = 0; i < p.pinned->n_distributors && s == STATUS_OK; i++) {
		task_progress(task, "reading contracts", ++done, parts, "contracts");
		s = probe_payer(&p, i);
	}
	return s == STATUS_OK ? s : err_set(e, s, "the probe ended early: %s", status_phrase(s));
}

void release_probe(struct probe_report *r)
{
	free(r->facts);
	*r = (struct probe_report){.n = 0};
}
