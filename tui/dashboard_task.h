/*
 * Work under way for the dashboard: its progress is on the screen, Esc stops it, and its owner is
 * called when it ends.
 */
#ifndef TUI_DASHBOARD_TASK_H
#define TUI_DASHBOARD_TASK_H

#include "jobs/jobs.h"

struct dashboard;

/* The most pieces of work under way at once; more are refused with a message. */
#define DASHBOARD_TASKS 8

/*
 * Called when a piece of work ended. The message line shows its error or text already.
 *
 * In: owner   the one given to dashboard_task_new(), or NULL when it was closed meanwhile
 *     result  freed after the call; a callback that keeps a part of it sets that part to NULL
 */
typedef void dashboard_task_ended(struct dashboard *d, void *owner, struct work_result *result);

struct dashboard_task {
	struct dashboard *d;
	struct work *work; /* NULL in a free slot */
	void *owner;
	dashboard_task_ended *ended;
	const char *what; /* "unlocking"; static */
};

/*
 * Takes a free slot for work. `what` names the work in messages and must be static; `owner` and
 * `ended` may be NULL. The caller then starts the work and hands it over:
 *
 *	dashboard_task_started(t, start_…(d->app, …, dashboard_task_done, t));
 *
 * Returns: the slot, or NULL with a message when DASHBOARD_TASKS are taken.
 */
struct dashboard_task *dashboard_task_new(struct dashboard *d, const char *what, void *owner,
					  dashboard_task_ended *ended);

/* Puts started work into its slot. NULL stands for work that had no memory to start. */
void dashboard_task_started(struct dashboard_task *t, struct work *work);

/* The callback that every start_…() gets, with the slot as `user`. */
void dashboard_task_done(void *user, struct work_result *result);

/* Whether `owner` has work under way. */
bool dashboard_task_running(const struct dashboard *d, const void *owner);

/* Forgets an owner that is about to be freed. Its work goes on and ends with owner NULL. */
void dashboard_task_disown(struct dashboard *d, const void *owner);

/* Cancels all work under way. Returns: false when there was none. */
bool dashboard_task_cancel_all(struct dashboard *d);

#endif
