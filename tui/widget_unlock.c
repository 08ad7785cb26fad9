/* Opening the vault, and work that waits for it. The signer asks for the passphrase. */
#include "tui/widget_unlock.h"

void widget_unlock_open(struct dashboard *d, dashboard_task_ended *ended, void *owner)
{
	struct dashboard_task *t = dashboard_task_new(d, "unlocking", owner, ended);

	if (t != NULL)
		dashboard_task_started(t, start_unlock(d->app, dashboard_task_done, t));
}

/* Submits the form again that was refused because the vault was locked. */
static void again(struct dashboard *d, void *owner, struct work_result *result)
{
	struct widget_form *f = owner;

	if (f != NULL && result->status == STATUS_OK)
		f->submit(d, f);
	else
		widget_form_ended(d, f, result);
}

void widget_unlock_ended(struct dashboard *d, void *form, struct work_result *result)
{
	struct widget_form *f = form;

	if (f == NULL || result->status != ERR_LOCKED || !d->snap->has_vault || f->submit == NULL) {
		widget_form_ended(d, f, result);
		return;
	}
	d->message[0] = '\0';
	widget_unlock_open(d, again, f);
}
