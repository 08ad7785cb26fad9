/* The forms of particular actions: what is asked, and which work it starts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dir.h"
#include "base/file.h"
#include "tui/widget_popup.h"

char *widget_path(const char *typed)
{
	const char *home = getenv("HOME");

	if (typed[0] == '~' && (typed[1] == '/' || typed[1] == '\0') && home != NULL)
		return dir_join(home, typed[1] == '/' ? typed + 2 : "");
	return strdup(typed);
}

/* --- vault --- */

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
	secret_free(f->fields[0].secret);
	f->fields[0].secret = NULL;
	f->fields[0].len = 0;
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

static bool same_secret(const struct secret *a, const struct secret *b)
{
	return secret_len(a) == secret_len(b) &&
	       memcmp(secret_view(a), secret_view(b), secret_len(a)) == 0;
}

/* The passphrase typed twice into `first` and the next field; NULL with form->error. */
static struct secret *new_passphrase(struct widget_form *f, size_t first)
{
	struct secret *a = widget_form_secret(f, first);
	struct secret *b = a != NULL ? widget_form_secret(f, first + 1) : NULL;
	bool same = a != NULL && b != NULL && same_secret(a, b);

	if (a != NULL && b != NULL && !same)
		snprintf(f->error, sizeof(f->error), "the two passphrases differ");
	secret_free(b);
	if (!same) {
		secret_free(a);
		return NULL;
	}
	return a;
}

static void on_created(struct dashboard *d, void *owner, struct work_result *result)
{
	struct secret *phrase = result->phrase;

	widget_form_ended(d, owner, result);
	if (result->status != STATUS_OK)
		return;
	dashboard_show(d, VIEW_VAULT);
	if (phrase != NULL) {
		result->phrase = NULL;
		widget_phrase_open(d, phrase);
	}
}

static void submit_create(struct dashboard *d, struct widget_form *f)
{
	struct secret *passphrase = new_passphrase(f, 0);
	struct dashboard_task *t;

	if (passphrase == NULL)
		return;
	t = dashboard_task_new(d, "creating the vault", f, on_created);
	if (t != NULL)
		dashboard_task_started(t, start_create_vault(d->app, passphrase,
							     f->fields[2].choice == 0 ? 12 : 24,
							     dashboard_task_done, t));
	else
		secret_free(passphrase);
}

void widget_create_open(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(
		d, "CREATE A VAULT",
		"Makes a recovery phrase on this machine and seals it with a passphrase. "
		"Write the phrase down next: nobody can restore it for you.",
		"create", submit_create);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_SECRET, "Passphrase",
			  "long beats clever: four unrelated words", NULL);
	widget_form_field(f, WIDGET_FIELD_SECRET, "Again", "", NULL);
	widget_form_field(f, WIDGET_FIELD_CHOICE, "Words", "Left and Right choose", NULL);
	f->fields[2].choices[0] = "12";
	f->fields[2].choices[1] = "24";
	widget_form_open(d, f);
}

static void submit_restore(struct dashboard *d, struct widget_form *f)
{
	struct secret *passphrase = new_passphrase(f, 1);
	struct secret *phrase = passphrase != NULL ? widget_form_secret(f, 0) : NULL;
	struct dashboard_task *t =
		phrase != NULL ? dashboard_task_new(d, "restoring the vault", f, on_created) : NULL;

	if (t != NULL) {
		dashboard_task_started(
			t, start_restore_vault(d->app, phrase, passphrase, dashboard_task_done, t));
	} else {
		secret_free(phrase);
		secret_free(passphrase);
	}
}

void widget_restore_open(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(
		d, "RESTORE A VAULT",
		"From a recovery phrase of 12 to 24 words. It is sealed with a new passphrase.",
		"restore", submit_restore);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_SECRET, "Recovery phrase",
			  "the words with one space between", NULL);
	widget_form_field(f, WIDGET_FIELD_SECRET, "New passphrase", "", NULL);
	widget_form_field(f, WIDGET_FIELD_SECRET, "Again", "", NULL);
	widget_form_open(d, f);
}

static void submit_passphrase(struct dashboard *d, struct widget_form *f)
{
	struct secret *new = new_passphrase(f, 1);
	struct secret *old = new != NULL ? widget_form_secret(f, 0) : NULL;
	struct dashboard_task *t =
		old != NULL ? dashboard_task_new(d, "changing the passphrase", f, widget_form_ended)
			    : NULL;

	if (t != NULL) {
		dashboard_task_started(
			t, start_change_passphrase(d->app, old, new, dashboard_task_done, t));
	} else {
		secret_free(old);
		secret_free(new);
	}
}

void widget_passphrase_open(struct dashboard *d)
{
	struct widget_form *f =
		widget_form_new(d, "CHANGE THE PASSPHRASE",
				"The vault gets a new data key. Old copies of the file still "
				"open with the old passphrase.",
				"change", submit_passphrase);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_SECRET, "Old passphrase", "", NULL);
	widget_form_field(f, WIDGET_FIELD_SECRET, "New passphrase", "", NULL);
	widget_form_field(f, WIDGET_FIELD_SECRET, "Again", "", NULL);
	widget_form_open(d, f);
}

static void on_revealed(struct dashboard *d, void *owner, struct work_result *result)
{
	bool wanted = owner != NULL;

	widget_form_ended(d, owner, result);
	if (!wanted || result->status != STATUS_OK || result->phrase == NULL)
		return;
	widget_phrase_open(d, result->phrase);
	result->phrase = NULL;
}

static void submit_reveal(struct dashboard *d, struct widget_form *f)
{
	struct secret *passphrase = widget_form_secret(f, 0);
	struct dashboard_task *t;

	if (passphrase == NULL)
		return;
	t = dashboard_task_new(d, "opening the phrase", f, on_revealed);
	if (t != NULL)
		dashboard_task_started(
			t, start_reveal_phrase(d->app, passphrase, dashboard_task_done, t));
	else
		secret_free(passphrase);
}

void widget_reveal_open(struct dashboard *d)
{
	struct widget_form *f =
		widget_form_new(d, "SHOW THE RECOVERY PHRASE",
				"Whoever sees it owns every account of the vault. Look around "
				"first; it shows only while Space is held.",
				"go on", submit_reveal);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_SECRET, "Passphrase", "", NULL);
	widget_form_open(d, f);
}

/* --- accounts and networks --- */

static void submit_watch(struct dashboard *d, struct widget_form *f)
{
	struct address address;
	struct dashboard_task *t;
	enum status status = address_parse(&address, f->fields[0].text, f->fields[0].len);

	if (status != STATUS_OK) {
		snprintf(f->error, sizeof(f->error), "%s",
			 status == ERR_MISMATCH
				 ? "the address has a typing error: its capitals do not fit"
				 : "an address is 0x and 40 hex digits");
		f->focus = 0;
		return;
	}
	t = dashboard_task_new(d, "watching", f, widget_form_ended);
	if (t != NULL)
		dashboard_task_started(t, start_watch(d->app, &address, f->fields[1].text,
						      dashboard_task_done, t));
}

void widget_watch_open(struct dashboard *d)
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

static void submit_account(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "adding the account", f, widget_form_ended);

	if (t != NULL)
		dashboard_task_started(
			t, start_add_account(d->app, f->fields[0].text, dashboard_task_done, t));
}

void widget_account_open(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(
		d, "ADD AN ACCOUNT", "The vault's next account, from the same recovery phrase.",
		"add", submit_account);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Label", "", NULL)->optional = true;
	widget_form_open(d, f);
}

static void submit_label(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t = dashboard_task_new(d, "labelling", f, widget_form_ended);

	if (t != NULL)
		dashboard_task_started(t,
				       start_label_account(d->app, &f->address, f->fields[0].text,
							   dashboard_task_done, t));
}

void widget_label_open(struct dashboard *d, const struct snapshot_account *a)
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

/* Another network is another app: the dashboard ends, and whoever runs it opens the other one. */
static void on_network(struct dashboard *d, void *owner, struct work_result *result)
{
	widget_form_ended(d, owner, result);
	d->quit |= result->reopen;
}

static void submit_network(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t = dashboard_task_new(d, "changing the network", f, on_network);

	if (t != NULL)
		dashboard_task_started(
			t, start_use_network(d->app, f->fields[0].text, dashboard_task_done, t));
}

void widget_network_open(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(d, "USE A NETWORK",
						"The name of a profile; `byline network list` "
						"prints them, `byline network add` takes a "
						"new one with its nodes, contracts and datanet.",
						"use", submit_network);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Network", "", d->snap->network);
	widget_form_open(d, f);
}
