/*
 * One thread for each network, so that a dead one holds up no other: ask_used() starts them,
 * await() stops those that are late, and all are joined. Nothing but its own `struct asking`
 * belongs to a thread. Invariant: no thread outlives the call.
 */
#include "sync/ask_used.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/scope.h"
#include "app/session.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/clock.h"
#include "client/chainstate.h"

/* A cancelled command stops within this time (app/task.h). */
#define LOOK_MS 50

struct asking {
	struct app *scope;
	struct used_accounts *out;
	const struct address_search *accounts;
	struct task task;
	pthread_t thread;
	bool started;
	atomic_bool ended;
};

/* An account without code, coins and transactions is as every address that nobody has a key of. */
static enum status ask_account(struct asking *a, const struct session *session, size_t i)
{
	struct account account;
	enum trust trust;
	enum status s = chainstate_account(session->nodes, &account, &trust, NULL, &session->anchor,
					   &a->accounts->first[i].address, NULL);

	if (s != STATUS_OK)
		return s;
	/* Nodes that contradict each other give no answer. */
	if (trust < TRUST_REPORTED)
		return ERR_NOT_AGREED;
	a->out->trust = trust_min(a->out->trust, trust);
	if (account.exists)
		a->out->used |= 1u << i;
	return STATUS_OK;
}

static void *run(void *arg)
{
	struct asking *a = arg;
	struct session *session = NULL;
	enum status s = session_anchor(a->scope, &a->task, &session, NULL);

	a->out->trust = TRUST_PROVEN;
	for (size_t i = 0; i < a->accounts->n && s == STATUS_OK; i++)
		s = ask_account(a, session, i);
	a->out->asked = s == STATUS_OK;
	end_session(&a->task);
	atomic_store(&a->ended, true);
	return NULL;
}

static bool all_ended(const struct asking *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].started && !atomic_load(&list[i].ended))
			return false;
	return true;
}

static void await(struct asking *list, size_t n, struct task *task, int64_t patience_ms)
{
	static const struct timespec pause = {.tv_nsec = LOOK_MS * 1000000L};
	int64_t begun = clock_monotonic_ms();

	while (!all_ended(list, n)) {
		if (task_cancelled(task) || clock_monotonic_ms() - begun > patience_ms)
			for (size_t i = 0; i < n; i++)
				atomic_store(&list[i].task.cancel, true);
		task_progress(task, "asking the networks", 0, 0, "networks");
		nanosleep(&pause, NULL);
	}
}

/* The networks of the process, each with its place in `out`. */
static size_t list_askings(struct app *app, struct asking *list, struct used_accounts *out,
			   const struct address_search *accounts)
{
	size_t count, n = 0;
	struct app *const *scopes = scope_list(app, &count);

	for (size_t i = 0; i < count; i++) {
		if (!scope_is_first(scopes[i]))
			continue;
		memcpy(out[n].network, scopes[i]->profile->name, sizeof(out[n].network));
		list[n] = (struct asking){.scope = scopes[i], .out = &out[n], .accounts = accounts};
		n++;
	}
	return n;
}

enum status ask_used(struct app *app, struct task *task, struct used_accounts **out, size_t *n,
		     const struct address_search *accounts, int64_t patience_ms, struct err *e)
{
	size_t most = scope_networks(app);
	struct used_accounts *answers = calloc(most + 1, sizeof(*answers));
	struct asking *list = calloc(most + 1, sizeof(*list));
	enum status s = STATUS_OK;

	*out = NULL;
	*n = 0;
	if (answers == NULL || list == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	else if (require_online(app, NULL) == STATUS_OK)
		*n = list_askings(app, list, answers, accounts);
	for (size_t i = 0; i < *n; i++)
		list[i].started = pthread_create(&list[i].thread, NULL, run, &list[i]) == 0;
	if (*n > 0)
		await(list, *n, task, patience_ms);
	for (size_t i = 0; i < *n; i++)
		if (list[i].started)
			pthread_join(list[i].thread, NULL);
	if (s == STATUS_OK)
		s = task_check(task, e);
	free(list);
	if (s != STATUS_OK) {
		free(answers);
		*n = 0;
		return s;
	}
	*out = answers;
	return STATUS_OK;
}
