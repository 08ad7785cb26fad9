/* The forms that write CSV. Files are never overwritten: the work refuses one that exists. */
#include "tui/widget_export.h"

#include <stdlib.h>

#include "tui/widget_form.h"
#include "tui/widget_path.h"

/* The work writes what the cache has, all digits of it. */
static void submit_export(struct dashboard *d, struct widget_form *f)
{
	char *path = widget_path_field(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "exporting", f, widget_path_written) : NULL;

	if (t != NULL)
		dashboard_task_started(t, start_export(d->app, (enum export_kind)f->number, path,
						       dashboard_task_done, t));
	free(path);
}

/* The preview may have been replaced meanwhile; the newest one is written. */
static void submit_export_preview(struct dashboard *d, struct widget_form *f)
{
	char *path = widget_path_field(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "exporting", f, widget_path_written) : NULL;

	if (t != NULL)
		dashboard_task_started(
			t, start_export_preview(d->app, d->preview, path, dashboard_task_done, t));
	free(path);
}

/* Opens the form with a proposal for the file's name. */
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

/* Proposes a file for each table. */
void widget_export_open(struct dashboard *d, enum export_kind kind)
{
	static const char *const paths[] = {
		[EXPORT_EARNINGS] = "byline-earnings.csv",
		[EXPORT_SCORES] = "byline-scores.csv",
		[EXPORT_ATTRIBUTIONS] = "byline-attributions.csv",
		[EXPORT_DUES] = "byline-owed.csv",
		[EXPORT_ASKED_DUES] = "byline-owed.csv",
		[EXPORT_CLAIMS] = "byline-claims.csv",
		[EXPORT_RECEIVED] = "byline-received.csv",
		[EXPORT_LOG] = "byline-log.csv",
		[EXPORT_DATASETS] = "byline-datasets.csv",
	};
	struct widget_form *f = open_export(d, paths[kind], submit_export);

	if (f != NULL)
		f->number = kind;
}

void widget_export_preview(struct dashboard *d)
{
	open_export(d, "byline-preview.csv", submit_export_preview);
}
