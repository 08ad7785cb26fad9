/*
 * The slots for work. A slot goes from free (dashboard_task_new()) to running
 * (dashboard_task_started()) and back to free when its work ends (dashboard_task_done()), which
 * happens on the UI thread within work_poll().
 */
#include "tui/dashboard_task.h"

#include <stdlib.h>

#include "base/secret.h"
#include "jobs/result.h"
#include "tui/dashboard.h"
#include "tui/widget_sentence.h"

struct dashboard_task *dashboard_task_new(struct dashboard *d, const char *what, void *owner,
					  dashboard_task_ended *ended)
{
	for (size_t i = 0; i < DASHBOARD_TASKS; i++) {
		struct dashboard_task *t = &d->tasks[i];

		if (t->work != NULL)
			continue;
		*t = (struct dashboard_task){.d = d, .owner = owner, .ended = ended, .what = what};
		return t;
	}
	dashboard_message(d, STYLE_WARN, "%s: too much is under way; wait, or Esc stops it", what);
	return NULL;
}

void dashboard_task_started(struct dashboard_task *t, struct work *work)
{
	t->work = work;
	if (work == NULL)
		dashboard_message(t->d, STYLE_BAD, "%s: out of memory", t->what);
	t->d->dirty = true;
}

/* The slot is free before the callback runs, so that the callback can start the next work. */
void dashboard_task_done(void *user, struct work_result *result)
{
	struct dashboard_task *t = user;
	struct dashboard *d = t->d;
	struct dashboard_task ended = *t;
	char text[sizeof(d->message)];

	t->work = NULL;
	d->dirty = true;
	if (result->status == ERR_CANCELLED)
		dashboard_message(d, STYLE_WARN, "%s: stopped", ended.what);
	else if (result->status != STATUS_OK)
		dashboard_message(d, STYLE_BAD, "%s: %s", ended.what,
				  result->error.text[0] != '\0' ? result->error.text
								: status_phrase(result->status));
	else if (!sentence_is_empty(&result->text)) {
		widget_sentence_text(d, text, sizeof(text), &result->text);
		dashboard_message(d, STYLE_GOOD, "%s", text);
	}
	if (ended.ended != NULL)
		ended.ended(d, ended.owner, result);
	/* The owner has emptied the members that it took over. */
	release_result(result);
}

bool dashboard_task_running(const struct dashboard *d, const void *owner)
{
	for (size_t i = 0; i < DASHBOARD_TASKS; i++)
		if (d->tasks[i].work != NULL && d->tasks[i].owner == owner)
			return true;
	return false;
}

void dashboard_task_disown(struct dashboard *d, const void *owner)
{
	for (size_t i = 0; i < DASHBOARD_TASKS; i++)
		if (d->tasks[i].owner == owner)
			d->tasks[i].owner = NULL;
}

bool dashboard_task_cancel_all(struct dashboard *d)
{
	bool any = false;

	for (size_t i = 0; i < DASHBOARD_TASKS; i++)
		if (d->tasks[i].work != NULL) {
			work_cancel(d->app, d->tasks[i].work);
			any = true;
		}
	return any;
}
