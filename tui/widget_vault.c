/*
 * Acts on the vault itself. The signer asks for passphrases and phrases, and shows the
 * phrase, on the terminal that it is lent: none of them is typed into a form.
 */
#include "tui/widget_vault.h"

#include "tui/widget_form.h"
#include "tui/widget_unlock.h"

/* The vault view has what comes next. */
static void on_created(struct dashboard *d, void *owner, struct work_result *result)
{
	widget_form_ended(d, owner, result);
	if (result->status == STATUS_OK)
		dashboard_show(d, VIEW_VAULT);
}

static void submit_create(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t = dashboard_task_new(d, "creating the vault", f, on_created);

	if (t != NULL)
		dashboard_task_started(t, start_create_vault(d->app,
							     f->fields[0].choice == 0 ? 12 : 24,
							     dashboard_task_done, t));
}

void widget_vault_create(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(
		d, "CREATE A VAULT",
		"Makes a recovery phrase on this machine and seals it with a passphrase, which "
		"the signer asks for. Then it shows the phrase: write it down, since nobody can "
		"restore it for you.",
		"create", submit_create);

	if (f == NULL)
		return;
	widget_form_choices(f, "Words");
	widget_field_choice(&f->fields[0], "12");
	widget_field_choice(&f->fields[0], "24");
	widget_form_open(d, f);
}

static void submit_restore(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t = dashboard_task_new(d, "restoring the vault", f, on_created);

	if (t != NULL)
		dashboard_task_started(t, start_restore_vault(d->app, f->fields[0].choice == 1,
							      dashboard_task_done, t));
}

void widget_vault_restore(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(
		d, "RESTORE A VAULT",
		"From a recovery phrase of 12 to 24 words, which the signer asks for. Some "
		"wallets add a passphrase to the phrase, also called the 25th word.",
		"restore", submit_restore);

	if (f == NULL)
		return;
	widget_form_choices(f, "The phrase has");
	widget_field_choice(&f->fields[0], "words alone");
	widget_field_choice(&f->fields[0], "a passphrase too");
	widget_form_open(d, f);
}

void widget_vault_passphrase(struct dashboard *d)
{
	struct dashboard_task *t = dashboard_task_new(d, "changing the passphrase", NULL, NULL);

	if (t != NULL)
		dashboard_task_started(t, start_change_passphrase(d->app, dashboard_task_done, t));
}

void widget_vault_reveal(struct dashboard *d)
{
	struct dashboard_task *t = dashboard_task_new(d, "showing the phrase", NULL, NULL);

	if (t != NULL)
		dashboard_task_started(t, start_reveal_phrase(d->app, dashboard_task_done, t));
}

void widget_vault_drill(struct dashboard *d)
{
	struct dashboard_task *t = dashboard_task_new(d, "the drill", NULL, NULL);

	if (t != NULL)
		dashboard_task_started(t, start_drill_phrase(d->app, dashboard_task_done, t));
}
