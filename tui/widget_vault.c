/*
 * Forms about the vault. Passphrases and phrases go from guarded fields into guarded copies that
 * the work takes over, and every path that starts no work frees them.
 */
#include "tui/widget_vault.h"

#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "tui/widget_form.h"
#include "tui/widget_phrase.h"
#include "tui/widget_unlock.h"

/* Both are the user's own typing, so that a comparison in constant time gains nothing. */
static bool same_secret(const struct secret *a, const struct secret *b)
{
	return secret_len(a) == secret_len(b) &&
	       memcmp(secret_view(a), secret_view(b), secret_len(a)) == 0;
}

/*
 * The passphrase that was typed twice, into field `first` and the next. Returns: NULL with
 * form->error when they differ or are empty.
 */
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

/* Shows the new recovery phrase at once, since it is shown only on request later. */
static void on_created(struct dashboard *d, void *owner, struct work_result *result)
{
	struct secret *phrase = result->phrase;

	widget_unlock_ended(d, owner, result);
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

void widget_vault_create(struct dashboard *d)
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
	widget_form_choices(f, "Words");
	widget_field_choice(&f->fields[2], "12");
	widget_field_choice(&f->fields[2], "24");
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

void widget_vault_restore(struct dashboard *d)
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
	struct dashboard_task *t = old != NULL ? dashboard_task_new(d, "changing the passphrase", f,
								    widget_unlock_ended)
					       : NULL;

	if (t != NULL) {
		dashboard_task_started(
			t, start_change_passphrase(d->app, old, new, dashboard_task_done, t));
	} else {
		secret_free(old);
		secret_free(new);
	}
}

/* A changed passphrase does not protect old copies of the file, and the form says so. */
void widget_vault_passphrase(struct dashboard *d)
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

/* A phrase that nobody waits for any more is not shown. */
static void on_revealed(struct dashboard *d, void *owner, struct work_result *result)
{
	bool wanted = owner != NULL;

	widget_unlock_ended(d, owner, result);
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

void widget_vault_reveal(struct dashboard *d)
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
