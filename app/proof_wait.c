/*
 * Each round of a reading begins with a new agreed block, and asks for nothing that was asked for
 * in an earlier round: a proof that waits is waited for.
 */
#include "app/proof_wait.h"

#include <stdio.h>
#include <time.h>

#include "app/state.h"
#include "base/clock.h"
#include "client/head_block.h"
#include "client/head_proof.h"

/* A command that waits looks so often whether it was cancelled. */
#define LOOK_MS 50

/* The time that rounds take beside the blocks that they wait for. */
#define SLACK_MS 5000

int64_t proof_wait_most_ms(const struct app *app)
{
	const struct app_options *o = &app->shared->options;
	const struct profile *p = app->profile;

	if (o->has_wait)
		return (int64_t)o->wait_s * 1000;
	/* Twice, because what is proven may name what is to be proven next. */
	return (int64_t)(p->confirmations + 2) * (int64_t)p->block_time_ms * 2 + SLACK_MS;
}

void proof_wait_sleep(struct task *task, uint64_t block, int64_t ms, int64_t until_ms)
{
	int64_t begin = clock_monotonic_ms(), now = begin, end = begin + ms;
	char what[64];

	if (end > until_ms)
		end = until_ms;
	snprintf(what, sizeof(what), "proofs wait until block %llu is agreed on",
		 (unsigned long long)block);
	while (now < end && !task_cancelled(task)) {
		struct timespec some = {.tv_nsec = LOOK_MS * 1000000L};

		task_progress(task, what, (uint64_t)(now - begin) / 1000,
			      (uint64_t)(end - begin + 999) / 1000, "seconds");
		nanosleep(&some, NULL);
		now = clock_monotonic_ms();
	}
}

/* One block more than the anchor has to move: the heads move at different moments. */
int64_t proof_wait_ms(const struct app *app, const struct anchor *anchor, uint64_t block)
{
	if (block < anchor->header.number)
		return 0;
	return (int64_t)(block - anchor->header.number + 1) * (int64_t)app->profile->block_time_ms;
}

/* Begins a round: a new agreed block, and the proofs that are confirmed with it. */
static enum status begin_round(struct app *app, struct task *task, struct session **session,
			       struct err *e)
{
	enum status s = session_of(app, task, session, e);

	if (s != STATUS_OK)
		return s;
	(*session)->has_anchor = false;
	s = session_anchor(app, task, session, e);
	if (s != STATUS_OK)
		return s;
	(*session)->anchor.may_wait = true;
	return head_proof_settle((*session)->nodes, &(*session)->anchor, e);
}

enum status proof_wait_read(struct app *app, struct task *task, struct session **session,
			    proof_reading *read, void *arg, struct err *e)
{
	enum status s = session_of(app, task, session, e);
	int64_t until;

	if (s != STATUS_OK)
		return s;
	until = clock_monotonic_ms() + proof_wait_most_ms(app);
	head_proof_renew((*session)->nodes);
	for (;;) {
		struct anchor *anchor = &(*session)->anchor;
		uint64_t block;

		s = begin_round(app, task, session, e);
		if (s == STATUS_OK)
			s = read(*session, arg, e);
		anchor->may_wait = false;
		if (s != ERR_PENDING)
			return s;
		s = head_block_name((*session)->nodes, anchor->nodes, e);
		if (s != STATUS_OK)
			return s;
		if (head_proof_waiting((*session)->nodes, &block) == 0 ||
		    clock_monotonic_ms() >= until)
			return read(*session, arg, e);
		proof_wait_sleep(task, block, proof_wait_ms(app, anchor, block), until);
		s = task_check(task, e);
		if (s != STATUS_OK)
			return s;
	}
}
