/* Bringing claims as pieces of work. They ask the network, which is done on ACT. */
#include "jobs/start_brought.h"

#include <stdlib.h>

#include "app/scope.h"
#include "app/state.h"
#include "jobs/request.h"
#include "jobs/result.h"

/*
 * In: the file in `text`, the preset in `name`, the contract in `address`, a token in the second
 * address where `flag` is set. About a payer that is pinned nothing is left to ask.
 */
static enum status run_bring(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct request *a = p;
	const struct claim_origin from = {.path = a->text,
					  .contract = &a->address,
					  .preset = a->name,
					  .token = a->flag ? &a->second_address : NULL};
	enum status s = STATUS_OK;

	r->brought = calloc(1, sizeof(*r->brought));
	if (r->brought == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = bring_claims(app, task, r->brought, &from, e);
	if (s != STATUS_OK || r->brought->is_new)
		return s;
	tell_result(r, "added %zu claim%s of a payer that the profile pins", r->brought->n,
		    r->brought->n == 1 ? "" : "s");
	return keep_brought_claims(app, r->brought, e);
}

struct work *start_bring_claims(struct app *app, const char *path, const struct address *contract,
				const char *preset, const struct address *token, work_done *done,
				void *user)
{
	struct request *a = new_request(path, preset, NULL);

	if (a != NULL) {
		a->address = *contract;
		a->flag = token != NULL;
		if (token != NULL)
			a->second_address = *token;
	}
	return queue_request(app, LANE_ACT, run_bring, a, done, user);
}

/* The scope may be of another network than the app: the claims say of which one. */
static enum status run_keep(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	struct request *a = p;
	struct app *of = scope_of_network(app, a->brought->profile.name);
	enum status s = keep_brought_claims(of != NULL ? of : app, a->brought, e);

	(void)task;
	r->brought = a->brought;
	a->brought = NULL;
	r->reopen = s == STATUS_OK;
	if (r->reopen)
		atomic_store(&app->shared->reopen, true);
	return s;
}

struct work *start_keep_brought(struct app *app, struct brought_claims *take_brought,
				work_done *done, void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a == NULL)
		free_brought_claims(take_brought);
	else
		a->brought = take_brought;
	return queue_request(app, LANE_ACT, run_keep, a, done, user);
}
