/* The form that proves a record. The dataset is named by its root, copied when the form opened. */
#include "tui/widget_prove.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/parse.h"
#include "tui/widget_form.h"
#include "tui/widget_path.h"

/* Records are numbered as in the file, from 0. */
static void submit_prove(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t;
	uint64_t index;
	char *path;

	if (parse_u64(&index, f->fields[0].text, f->fields[0].len) != STATUS_OK ||
	    index >= f->number) {
		snprintf(f->error, sizeof(f->error), "records are numbered from 0 to %llu",
			 (unsigned long long)f->number - 1);
		f->focus = 0;
		return;
	}
	path = widget_path_field(d, f, 1);
	t = path != NULL ? dashboard_task_new(d, "proving", f, widget_path_written) : NULL;
	if (t != NULL)
		dashboard_task_started(
			t, start_prove(f->scope, &f->hash, index, path, dashboard_task_done, t));
	free(path);
}

/* Proposes a file named after the dataset. */
void widget_prove_open(struct dashboard *d, struct app *scope, const struct snapshot_dataset *set)
{
	struct widget_form *f = widget_form_new(
		d, "PROVE ONE RECORD",
		"Writes a disclosure: this record, its salt and its proof. Whoever gets the file "
		"can check "
		"that the record is in the dataset, and learns nothing of the others.",
		"write", submit_prove);
	char path[128];

	if (f == NULL)
		return;
	f->hash = set->root;
	f->scope = scope;
	/* The check of the number needs no snapshot later. */
	f->number = set->records;
	snprintf(path, sizeof(path), "%.80s-disclosure.json", set->name);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Record", "its number, from 0", NULL);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Into file", "", path);
	widget_form_open(d, f);
}
