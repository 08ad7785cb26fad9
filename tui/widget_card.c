/* The model is named by its artifact's hash, copied when the form opened. */
#include "tui/widget_card.h"

#include <stdio.h>
#include <stdlib.h>

#include "tui/widget_form.h"
#include "tui/widget_path.h"

/* The pop-up of the task stays until the file is written. */
static void submit_card(struct dashboard *d, struct widget_form *f)
{
	char *path = widget_path_field(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "making the card", f, widget_path_written)
			     : NULL;

	if (t != NULL)
		dashboard_task_started(
			t, start_export_card(f->scope, &f->hash, path, dashboard_task_done, t));
	free(path);
}

/* Proposes a file named after the model. */
void widget_card_open(struct dashboard *d, struct app *scope, const struct snapshot_model *m)
{
	struct widget_form *f = widget_form_new(
		d, "EXPORT THE CARD",
		"Asks the datanet and the nodes for every contributor and epoch of this version, "
		"and "
		"writes them with their proofs to one file. Whoever gets it can check it offline.",
		"write", submit_card);
	char path[80];

	if (f == NULL)
		return;
	f->hash = m->hash;
	f->scope = scope;
	snprintf(path, sizeof(path), "%s.card", m->name);
	for (char *c = path; *c != '\0'; c++)
		if (*c == ' ' || *c == '/')
			*c = '-';
	widget_form_field(f, WIDGET_FIELD_TEXT, "Into file", "", path);
	widget_form_open(d, f);
}
