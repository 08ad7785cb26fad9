/* Forms about accounts: watching an address, adding the vault's next account, naming one. */
#include "tui/widget_account.h"

#include <stdio.h>

#include "tui/widget_form.h"
#include "tui/widget_unlock.h"

/* Refuses a mistyped address here, so that the message stands beside the field. */
static void submit_watch(struct dashboard *d, struct widget_form *f)
{
	struct address address;
	struct dashboard_task *t;
	struct err e = {0};

	if (address_read(&address, f->fields[0].text, &e) != STATUS_OK) {
		snprintf(f->error, sizeof(f->error), "%.255s", e.text);
		f->focus = 0;
		return;
	}
	t = dashboard_task_new(d, "watching", f, widget_unlock_ended);
	if (t != NULL)
		dashboard_task_started(t, start_watch(d->app, &address, f->fields[1].text,
						      dashboard_task_done, t));
}

/* Watching needs no vault. */
void widget_account_watch(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(d, "WATCH AN ADDRESS",
						"Shows what an account is owed, without its key. "
						"Nothing can be signed for it here.",
						"watch", submit_watch);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Address", "0x and 40 hex digits; pasting works",
			  NULL);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Label", "a name for it on this machine only", NULL)
		->optional = true;
	widget_form_open(d, f);
}

/* The next account comes from the phrase, which the passphrase opens: the signer asks for it. */
static void submit_account(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "adding the account", f, widget_unlock_ended);

	if (t != NULL)
		dashboard_task_started(
			t, start_add_account(d->app, f->fields[0].text, dashboard_task_done, t));
}

void widget_account_add(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(
		d, "ADD AN ACCOUNT", "The vault's next account, from the same recovery phrase.",
		"add", submit_account);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Label", "", NULL)->optional = true;
	widget_form_open(d, f);
}

/* The address was copied when the form opened: the list may have changed since. */
static void submit_label(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t = dashboard_task_new(d, "labelling", f, widget_unlock_ended);

	if (t != NULL)
		dashboard_task_started(t,
				       start_label_account(d->app, &f->address, f->fields[0].text,
							   dashboard_task_done, t));
}

/* An empty label takes the account's name away. */
void widget_account_label(struct dashboard *d, const struct snapshot_account *a)
{
	struct widget_form *f =
		widget_form_new(d, "LABEL THE ACCOUNT", "A name for it on this machine only.",
				"label", submit_label);

	if (f == NULL)
		return;
	f->address = a->address;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Label", "", a->label)->optional = true;
	widget_form_open(d, f);
}
