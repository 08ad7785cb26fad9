/*
 * The steps of an upload: ask the datanet for its key, have the user confirm a key that is new,
 * unlock the vault if it is locked, send. The dataset's root goes along in the form or in
 * d->upload.
 */
#include "tui/widget_upload.h"

#include <stdio.h>
#include <string.h>

#include "tui/widget_form.h"
#include "tui/widget_text.h"
#include "tui/widget_unlock.h"

static void send(struct dashboard *d);

/* The vault is open, or there is a message. */
static void on_unlocked(struct dashboard *d, void *owner, struct work_result *result)
{
	(void)owner;
	if (result->status == STATUS_OK)
		send(d);
}

/* A locked vault is the only failure with a next step; the message line has all others. */
static void on_sent(struct dashboard *d, void *owner, struct work_result *result)
{
	(void)owner;
	if (result->status == ERR_LOCKED && d->snap->has_vault) {
		d->message[0] = '\0';
		widget_unlock_open(d, on_unlocked, NULL);
	}
}

static void send(struct dashboard *d)
{
	struct dashboard_task *t = dashboard_task_new(d, "uploading", NULL, on_sent);

	if (t != NULL)
		dashboard_task_started(
			t, start_upload(d->upload_scope, &d->upload, dashboard_task_done, t));
}

static void on_confirmed(struct dashboard *d, void *owner, struct work_result *result)
{
	widget_unlock_ended(d, owner, result);
	if (result->status == STATUS_OK)
		send(d);
}

/* Typing the last digits shows that the user compared them. */
static void submit_confirm(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t;

	if (strcmp(f->fields[0].text, f->intake.confirm) != 0) {
		snprintf(f->error, sizeof(f->error),
			 "these are not the last eight digits of the key");
		return;
	}
	d->upload = f->hash;
	d->upload_scope = f->scope;
	t = dashboard_task_new(d, "confirming the key", f, on_confirmed);
	if (t != NULL)
		dashboard_task_started(
			t, start_confirm_intake(f->scope, &f->intake, dashboard_task_done, t));
}

/*
 * Shows the datanet's key in full, for the user to compare with the one that the operator
 * publishes.
 */
static void ask(struct dashboard *d, const struct intake_question *q)
{
	struct widget_form *f = widget_form_new(
		d, q->changed ? "THE DATANET CHANGED ITS KEY" : "WHO WILL READ THE RECORDS",
		q->changed ? "Another key was confirmed before. Records sealed to this one can be "
			     "read by "
			     "whoever holds it: ask the operator before you go on."
			   : "The records are sealed to this key; whoever holds it can read them. "
			     "Compare it "
			     "with what the datanet's operator publishes.",
		"upload", submit_confirm);
	char hex[HASH_TEXT_SIZE], time[WIDGET_TEXT_SIZE];

	if (f == NULL)
		return;
	f->intake = *q;
	f->hash = d->upload;
	f->scope = d->upload_scope;
	hash_format(hex, &q->id);
	widget_text_time(time, q->expires);
	snprintf(f->facts, sizeof(f->facts), "%.47s, valid until %.40s\n%s", q->datanet, time, hex);
	widget_form_field(f, WIDGET_FIELD_TYPED, "Last 8 digits", "of the key, typed to confirm it",
			  NULL);
	widget_form_open(d, f);
}

static void on_checked(struct dashboard *d, void *owner, struct work_result *result)
{
	(void)owner;
	if (result->status != STATUS_OK)
		return;
	if (result->intake.asked)
		ask(d, &result->intake);
	else
		send(d);
}

void widget_upload_open(struct dashboard *d, struct app *scope, const struct snapshot_dataset *set)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "asking for the datanet's key", NULL, on_checked);

	d->upload = set->root;
	d->upload_scope = scope;
	if (t != NULL)
		dashboard_task_started(t,
				       start_check_intake(d->upload_scope, dashboard_task_done, t));
}
