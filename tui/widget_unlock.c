/* The passphrase prompt, and work that waits for it. */
#include "tui/widget_unlock.h"

/* `then` runs after the prompt has closed, since it may open another pop-up. */
static void on_unlocked(struct dashboard *d, void *owner, struct work_result *result)
{
	struct widget_form *f = owner;
	void (*then)(struct dashboard *, void *) = f != NULL ? f->then : NULL;
	void *then_owner = f != NULL ? f->owner : NULL;

	widget_form_ended(d, f, result);
	if (result->status == STATUS_OK && then != NULL)
		then(d, then_owner);
}

static void submit_unlock(struct dashboard *d, struct widget_form *f)
{
	struct secret *passphrase = widget_form_secret(f, 0);
	struct dashboard_task *t;

	if (passphrase == NULL)
		return;
	t = dashboard_task_new(d, "unlocking", f, on_unlocked);
	if (t != NULL)
		dashboard_task_started(t, start_unlock(d->app, passphrase, dashboard_task_done, t));
	else
		secret_free(passphrase);
	/* A wrong one is typed again from the start, not mended blindly. */
	widget_field_reset(&f->fields[0]);
}

void widget_unlock_open(struct dashboard *d, widget_unlock_then *then, void *owner)
{
	struct widget_form *f = widget_form_new(
		d, "UNLOCK THE VAULT",
		then != NULL ? "The passphrase opens the vault; then what you asked for goes on."
			     : "The passphrase opens the vault until it locks itself.",
		"unlock", submit_unlock);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_SECRET, "Passphrase", "", NULL);
	f->then = then;
	f->owner = owner;
	widget_form_open(d, f);
}

/* Submits the form again that was refused because the vault was locked. */
static void again(struct dashboard *d, void *owner)
{
	struct widget_form *f = owner;

	f->submit(d, f);
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
