/* The form of a preview. The finished preview becomes d->preview, which the preview view shows. */
#include "tui/widget_preview.h"

#include <stdlib.h>

#include "app/snapshot_models.h"
#include "tui/widget_datanet.h"
#include "tui/widget_form.h"
#include "tui/widget_path.h"
#include "tui/widget_unlock.h"

/* The view learns of the new preview from the session, which calls its `changed`. */
static void take_preview(struct dashboard *d, struct work_result *result)
{
	if (result->status != STATUS_OK || result->preview == NULL)
		return;
	preview_unref(d->preview);
	free(d->kept);
	d->kept = NULL;
	d->preview = result->preview;
	result->preview = NULL;
	dashboard_show(d, VIEW_PREVIEW);
}

static void on_previewed(struct dashboard *d, void *form, struct work_result *result)
{
	widget_unlock_ended(d, form, result);
	take_preview(d, result);
}

/* The message line says what went wrong; the pop-up stays for another try. */
static void on_previewed_again(struct dashboard *d, void *owner, struct work_result *result)
{
	if (result->status == STATUS_OK && owner != NULL)
		dashboard_popup_remove(d, owner);
	take_preview(d, result);
}

/* The app of the datanet that has the model; the dashboard's when none is shown that has it. */
static struct app *scope_of(const struct dashboard *d, const struct preview *p)
{
	const struct snapshot *s = d->snap;

	for (size_t i = 0; i < s->n_models; i++)
		if (hash_equal(&s->models[i].hash, &p->model))
			return work_scope(d->app, s, &s->models[i].of);
	return d->app;
}

void widget_preview_again(struct dashboard *d, const struct preview *p,
			  struct label_rule *take_rules, size_t n_rules, void *owner)
{
	struct dashboard_task *t = dashboard_task_new(d, "previewing", owner, on_previewed_again);

	if (t == NULL) {
		free(take_rules);
		return;
	}
	dashboard_task_started(t, start_preview(scope_of(d, p), p->source, take_rules, n_rules,
						dashboard_task_done, t));
}

/* The work copies the path. */
static void submit_preview(struct dashboard *d, struct widget_form *f)
{
	char *path = widget_path_field(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "previewing", f, on_previewed) : NULL;

	if (t != NULL)
		dashboard_task_started(t, start_preview(widget_datanet_scope(d, f), path, NULL, 0,
							dashboard_task_done, t));
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
