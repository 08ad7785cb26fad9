/* The forms that ask for a file: preview, commit, prove, import, export. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parse.h"
#include "tui/widget_popup.h"
#include "tui/widget_preview.h"

/* The path in a field, in full, remembered for the next form. NULL with form->error. */
static char *path_of(struct dashboard *d, struct widget_form *f, size_t field)
{
	char *path = widget_path(f->fields[field].text);

	if (path == NULL)
		snprintf(f->error, sizeof(f->error), "out of memory");
	else
		snprintf(d->typed_path, sizeof(d->typed_path), "%s", f->fields[field].text);
	return path;
}

static void submit_preview(struct dashboard *d, struct widget_form *f)
{
	char *path = path_of(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "previewing", f, widget_preview_ended) : NULL;

	if (t != NULL)
		dashboard_task_started(t, start_preview(d->app, path, dashboard_task_done, t));
	free(path);
}

void widget_preview_open(struct dashboard *d, const char *path)
{
	struct widget_form *f = widget_form_new(d, "PREVIEW A DATASET",
						"Scores the records of a file or folder against "
						"the network's current model, on this "
						"machine. Nothing leaves it.",
						"preview", submit_preview);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "File or folder",
			  "a text or JSON file by lines, a CSV, or a folder of files",
			  path[0] != '\0' ? path : d->typed_path);
	widget_form_open(d, f);
}

/* The last part of a path, without what follows its last point: a first name for a dataset. */
static void name_of_path(char *out, size_t cap, const char *path)
{
	size_t len = strlen(path);
	const char *start;
	char *point;

	while (len > 1 && path[len - 1] == '/')
		len--;
	start = path + len;
	while (start > path && start[-1] != '/')
		start--;
	snprintf(out, cap, "%.*s", (int)(path + len - start), start);
	point = strrchr(out, '.');
	if (point != NULL && point != out)
		*point = '\0';
}

static void submit_commit(struct dashboard *d, struct widget_form *f)
{
	char *path = path_of(d, f, 0);
	char name[64];
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "committing", f, widget_review_prepared)
			     : NULL;

	name_of_path(name, sizeof(name), f->fields[0].text);
	if (f->fields[1].len > 0)
		snprintf(name, sizeof(name), "%.63s", f->fields[1].text);
	if (t != NULL)
		dashboard_task_started(t,
				       start_prepare_commit(d->app, path, name, f->fields[2].text,
							    dashboard_task_done, t));
	free(path);
}

void widget_commit_open(struct dashboard *d, const char *path)
{
	struct widget_form *f = widget_form_new(d, "COMMIT TO A DATASET",
						"Hashes every record with a secret salt and "
						"attests the root on chain: proof of what you "
						"had and when, which reveals nothing about it. The "
						"records stay here until you upload.",
						"prepare", submit_commit);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "File or folder", "",
			  path[0] != '\0' ? path : d->typed_path);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Name",
			  "on this machine only; empty: the file's name", NULL)
		->optional = true;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Licence",
			  "public, SPDX: CC0-1.0 anything, CC-BY-4.0 with your name", NULL);
	widget_form_open(d, f);
}

static void on_written(struct dashboard *d, void *owner, struct work_result *result)
{
	if (result->status == STATUS_OK && result->path != NULL)
		dashboard_say(d, STYLE_GOOD, "written: %s", result->path);
	widget_form_ended(d, owner, result);
}

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
	path = path_of(d, f, 1);
	t = path != NULL ? dashboard_task_new(d, "proving", f, on_written) : NULL;
	if (t != NULL)
		dashboard_task_started(
			t, start_prove(d->app, &f->hash, index, path, dashboard_task_done, t));
	free(path);
}

void widget_prove_open(struct dashboard *d, const struct snapshot_dataset *set)
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
	f->number = set->records;
	snprintf(path, sizeof(path), "%.80s-disclosure.json", set->name);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Record", "its number, from 0", NULL);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Into file", "", path);
	widget_form_open(d, f);
}

static void submit_import(struct dashboard *d, struct widget_form *f)
{
	char *path = path_of(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "reading the claim", f, widget_review_prepared)
			     : NULL;

	if (t != NULL)
		dashboard_task_started(t, start_import_claim(d->app, path, dashboard_task_done, t));
	free(path);
}

void widget_import_open(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(d, "IMPORT A CLAIM",
						"A bundle prepared elsewhere, to review and sign "
						"here; or one signed offline, to send.",
						"read", submit_import);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "File", "", d->typed_path);
	widget_form_open(d, f);
}

static void submit_export(struct dashboard *d, struct widget_form *f)
{
	char *path = path_of(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "exporting", f, on_written) : NULL;

	if (t != NULL)
		dashboard_task_started(t, start_export(d->app, (enum export_kind)f->number, path,
						       dashboard_task_done, t));
	free(path);
}

static void submit_export_preview(struct dashboard *d, struct widget_form *f)
{
	char *path = path_of(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "exporting", f, on_written) : NULL;

	if (t != NULL)
		dashboard_task_started(t, start_export_preview(d->app, widget_preview_shown(d),
							       path, dashboard_task_done, t));
	free(path);
}

static struct widget_form *open_export(struct dashboard *d, const char *path,
				       widget_form_submit *submit)
{
	struct widget_form *f =
		widget_form_new(d, "EXPORT", "Writes the table as CSV, all digits of every amount.",
				"write", submit);

	if (f == NULL)
		return NULL;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Into file", "never overwritten", path);
	widget_form_open(d, f);
	return f;
}

void widget_export_open(struct dashboard *d, enum export_kind kind)
{
	static const char *const paths[] = {
		[EXPORT_EARNINGS] = "byline-earnings.csv",
		[EXPORT_ATTRIBUTIONS] = "byline-attributions.csv",
		[EXPORT_CLAIMS] = "byline-claims.csv",
		[EXPORT_LOG] = "byline-log.csv",
		[EXPORT_DATASETS] = "byline-datasets.csv",
	};
	struct widget_form *f = open_export(d, paths[kind], submit_export);

	if (f != NULL)
		f->number = kind;
}

void widget_export_preview_open(struct dashboard *d)
{
	open_export(d, "byline-preview.csv", submit_export_preview);
}
