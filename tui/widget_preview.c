/* The form of a preview. The finished preview becomes d->preview, which the preview view shows. */
#include "tui/widget_preview.h"

#include <stdlib.h>

#include "tui/widget_datanet.h"
#include "tui/widget_form.h"
#include "tui/widget_path.h"
#include "tui/widget_unlock.h"

/* The view learns of the new preview from the session, which calls its `changed`. */
static void on_previewed(struct dashboard *d, void *form, struct work_result *result)
{
	widget_unlock_ended(d, form, result);
	if (result->status != STATUS_OK || result->preview == NULL)
		return;
	preview_unref(d->preview);
	free(d->kept);
	d->kept = NULL;
	d->preview = result->preview;
	result->preview = NULL;
	dashboard_show(d, VIEW_PREVIEW);
}

/* The work copies the path. */
static void submit_preview(struct dashboard *d, struct widget_form *f)
{
	char *path = widget_path_field(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "previewing", f, on_previewed) : NULL;

	if (t != NULL)
		dashboard_task_started(
			t, start_preview(widget_datanet_scope(d, f), path, dashboard_task_done, t));
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
	widget_datanet_field(d, f);
	widget_form_open(d, f);
}
