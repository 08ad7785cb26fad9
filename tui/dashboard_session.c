/*
 * Opening and closing the views, and passing on what comes from the app.
 *
 * Every table of a view holds its own reference to the snapshot that it shows. The dashboard's
 * reference may therefore be dropped as soon as the tables know the next snapshot, although a large
 * table still shows the old one until the index thread has ordered the new one.
 */
#include "tui/dashboard_session.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "tui/view.h"
#include "tui/widget_index.h"
#include "tui/widget_tables.h"

/*
 * Takes the default keys and the user's changes. A keys.ini that is wrong leaves the default keys,
 * so that the dashboard still opens; the message line names its file and line.
 */
static void read_keys(struct dashboard *d)
{
	struct err e = {0};
	struct buf file;
	enum status status;

	action_keymap_defaults(&d->keymap);
	if (d->options.keys_path == NULL)
		return;
	buf_init(&file, LIMIT_SMALL_FILE);
	status = file_read(&file, d->options.keys_path, &e);
	if (status == STATUS_OK)
		status = action_keymap_read(&d->keymap, d->options.keys_path, file.data, file.len,
					    &e);
	buf_release(&file);
	if (status == STATUS_OK || status == ERR_NOT_FOUND)
		return;
	action_keymap_defaults(&d->keymap);
	dashboard_message(d, STYLE_WARN, "%s; the default keys are in use", e.text);
}

/* Whether the tables of the view are given each new snapshot. */
static bool is_over_snapshot(enum view_id v)
{
	return view_has_tables(v) && !view_of(v)->own_data;
}

static enum status open_views(struct dashboard *d, struct err *e)
{
	for (enum view_id v = 0; v < VIEW_COUNT; v++) {
		const struct view *view = view_of(v);
		bool tables = view_has_tables(v);

		d->states[v] = calloc(1, tables ? sizeof(struct widget_tables) : view->state_size);
		if (d->states[v] == NULL)
			return err_set(e, ERR_MEMORY, "not enough memory for the dashboard");
		if (tables)
			widget_tables_open(d->states[v], d, view->tables);
		if (is_over_snapshot(v))
			widget_tables_changed(d->states[v], d->snap);
	}
	return STATUS_OK;
}

static void close_views(struct dashboard *d)
{
	for (enum view_id v = 0; v < VIEW_COUNT; v++) {
		if (d->states[v] != NULL && view_has_tables(v))
			widget_tables_close(d->states[v]);
		free(d->states[v]);
	}
}

/* Takes up what was asked for before the network was chosen; the loop does it first of all. */
static void resume(struct dashboard *d)
{
	struct dashboard_resume *r = d->options.resume;

	if (r == NULL || !r->wanted)
		return;
	r->wanted = false;
	dashboard_show(d, (enum view_id)r->view);
	dashboard_request(d, (enum action)r->action);
}

enum status dashboard_session_open(struct dashboard **out, struct app *app,
				   const struct dashboard_options *o, struct err *e)
{
	struct dashboard *d = calloc(1, sizeof(*d));
	enum status status;

	if (d == NULL)
		return err_set(e, ERR_MEMORY, "not enough memory for the dashboard");
	d->app = app;
	d->options = *o;
	d->options.ascii |= o->accessible;
	d->snap = work_snapshot(app);
	d->request = ACTION_NONE;
	d->dirty = true;
	status = widget_index_new(&d->index);
	if (status != STATUS_OK)
		err_set(e, status, "cannot make an eventfd");
	else
		status = open_views(d, e);
	if (status != STATUS_OK) {
		dashboard_session_close(d);
		return status;
	}
	read_keys(d);
	if (o->warning != NULL && o->warning[0] != '\0')
		dashboard_message(d, STYLE_WARN, "%s", o->warning);
	resume(d);
	*out = d;
	return STATUS_OK;
}

/* Views close before the index, which their lists still use. */
void dashboard_session_close(struct dashboard *d)
{
	if (d == NULL)
		return;
	while (d->n_popups > 0)
		dashboard_popup_pop(d);
	close_views(d);
	widget_index_free(d->index);
	preview_unref(d->preview);
	free(d->kept);
	comparison_unref(d->comparison);
	snapshot_unref(d->snap);
	free(d);
}

/* Takes finished orders for the lists of all views. Returns: whether a list changed. */
static bool poll_lists(struct dashboard *d)
{
	bool changed = false;

	widget_index_drain(d->index);
	for (enum view_id v = 0; v < VIEW_COUNT; v++)
		if (view_has_tables(v))
			changed |= widget_tables_poll(d->states[v]);
	return changed;
}

void dashboard_session_poll(struct dashboard *d)
{
	const struct preview *preview = d->preview;
	const struct comparison *comparison = d->comparison;
	const struct snapshot *new;

	work_poll(d->app);
	for (int v = 0; v < VIEW_COUNT; v++)
		if ((d->preview != preview || d->comparison != comparison) &&
		    view_of(v)->changed != NULL)
			view_of(v)->changed(d, d->states[v]);
	new = work_snapshot(d->app);
	if (new->version != d->snap->version) {
		const struct snapshot *old = d->snap;

		d->snap = new;
		for (enum view_id v = 0; v < VIEW_COUNT; v++)
			if (is_over_snapshot(v))
				widget_tables_changed(d->states[v], d->snap);
		snapshot_unref(old);
		d->dirty = true;
	} else {
		snapshot_unref(new);
	}
	if (poll_lists(d))
		d->dirty = true;
	for (size_t i = 0; i < DASHBOARD_TASKS; i++)
		if (d->tasks[i].work != NULL)
			d->dirty = true; /* the status line shows its progress */
}
