/*
 * A task is what a use case gets from its caller: a flag that asks it to stop, somebody to report
 * progress to, and a connection to the network of its own. It lives on the caller's stack or in a
 * job.
 */
#ifndef APP_TASK_H
#define APP_TASK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct session;

/* How far a use case is. `unit` is a static text. */
struct task_progress {
	char what[64];	      /* "hashing records", "uploading" */
	uint64_t done, total; /* total 0: unknown */
	const char *unit;     /* "records", "bytes" */
};

struct task {
	/* Set by another thread or a signal handler; looked at every 50 ms at most. */
	atomic_bool cancel;
	struct session *session; /* made at first use by session_of(); one thread at a time */
	void (*on_progress)(void *user, const struct task_progress *p); /* NULL: nobody watches */
	void *user;
};

/* Whether the task was asked to stop. */
static inline bool task_cancelled(const struct task *t)
{
	return atomic_load_explicit(&t->cancel, memory_order_relaxed);
}

/* ERR_CANCELLED with a message when the task was asked to stop, else STATUS_OK. */
MUST_CHECK enum status task_check(const struct task *t, struct err *e);

/*
 * Reports progress, if anybody watches. The watcher drops reports that come too often to be seen.
 */
void task_progress(struct task *t, const char *what, uint64_t done, uint64_t total,
		   const char *unit);

#endif
