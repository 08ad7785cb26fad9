#include "tui/dashboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "tui/view.h"
#include "tui/widget_list.h"
#include "tui/widget_popup.h"

static const struct view *const views[VIEW_COUNT] = {
	[VIEW_OVERVIEW] = &view_overview, [VIEW_DATASETS] = &view_datasets,
	[VIEW_SCORES] = &view_scores,	  [VIEW_PREVIEW] = &view_preview,
	[VIEW_CLAIMS] = &view_claims,	  [VIEW_NODES] = &view_nodes,
	[VIEW_VAULT] = &view_vault,	  [VIEW_LOG] = &view_log,
	[VIEW_WELCOME] = &view_welcome,
};

const struct view *dashboard_view(enum view_id v)
{
	return views[v];
}

static bool has_tables(const struct view *view)
{
	return view->tables[0] != NULL;
}

struct widget_list *dashboard_list(const struct dashboard *d, enum view_id v)
{
	if (has_tables(views[v])) {
		struct widget_tables *t = d->states[v];

		return &t->lists[t->shown];
	}
	return views[v]->list != NULL ? views[v]->list(d, d->states[v]) : NULL;
}

enum view_id dashboard_shown(const struct dashboard *d)
{
	if (d->view == VIEW_OVERVIEW && !d->snap->has_vault && d->snap->n_accounts == 0)
		return VIEW_WELCOME;
	return d->view;
}

static enum status read_keys(struct dashboard *d, struct err *e)
{
	struct buf file;
	enum status status;

	action_keymap_defaults(&d->keymap);
	if (d->options.keys_path == NULL)
		return STATUS_OK;
	buf_init(&file, LIMIT_SMALL_FILE);
	status = file_read(&file, d->options.keys_path, e);
	if (status == ERR_NOT_FOUND)
		status = STATUS_OK;
	else if (status == STATUS_OK)
		status = action_keymap_read(&d->keymap, d->options.keys_path, file.data, file.len,
					    e);
	buf_release(&file);
	return status;
}

static enum status open_views(struct dashboard *d, struct err *e)
{
	for (int v = 0; v < VIEW_COUNT; v++) {
		bool tables = has_tables(views[v]);

		d->states[v] =
			calloc(1, tables ? sizeof(struct widget_tables) : views[v]->state_size);
		if (d->states[v] == NULL)
			return err_set(e, ERR_MEMORY, "not enough memory for the dashboard");
		if (tables)
			widget_tables_open(d->states[v], d, views[v]);
		else if (views[v]->open != NULL)
			views[v]->open(d, d->states[v]);
	}
	return STATUS_OK;
}

static void close_views(struct dashboard *d)
{
	for (int v = 0; v < VIEW_COUNT; v++) {
		if (d->states[v] != NULL && has_tables(views[v]))
			widget_tables_close(d->states[v]);
		else if (d->states[v] != NULL && views[v]->close != NULL)
			views[v]->close(d, d->states[v]);
		free(d->states[v]);
	}
}

enum status dashboard_open(struct dashboard **out, struct app *app,
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
	d->dirty = true;
	status = widget_index_new(&d->index);
	if (status != STATUS_OK)
		err_set(e, status, "cannot make an eventfd");
	else
		status = read_keys(d, e);
	if (status == STATUS_OK)
		status = open_views(d, e);
	if (status != STATUS_OK) {
		dashboard_close(d);
		return status;
	}
	*out = d;
	return STATUS_OK;
}

void dashboard_close(struct dashboard *d)
{
	if (d == NULL)
		return;
	while (d->n_popups > 0)
		dashboard_pop(d);
	close_views(d);
	widget_index_free(d->index);
	snapshot_unref(d->snap);
	free(d);
}

void dashboard_say(struct dashboard *d, enum screen_style style, const char *format, ...)
{
	char text[sizeof(d->message)];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	text_clean(d->message, sizeof(d->message), text, strlen(text));
	d->message_style = style;
	d->dirty = true;
}

void dashboard_show(struct dashboard *d, enum view_id view)
{
	d->view = view;
	d->dirty = true;
}

void dashboard_push(struct dashboard *d, const struct popup *popup, void *take_state)
{
	if (d->n_popups == DASHBOARD_POPUPS) {
		popup->close(d, take_state);
		return;
	}
	d->popups[d->n_popups].popup = popup;
	d->popups[d->n_popups++].state = take_state;
	d->popup_wake_ms = 0;
	d->dirty = true;
}

void dashboard_pop(struct dashboard *d)
{
	void *state = d->popups[--d->n_popups].state;

	dashboard_task_disown(d, state);
	d->popups[d->n_popups].popup->close(d, state);
	d->popup_wake_ms = 0;
	d->dirty = true;
}

void dashboard_remove(struct dashboard *d, const void *state)
{
	for (size_t i = 0; i < d->n_popups; i++) {
		if (d->popups[i].state != state)
			continue;
		dashboard_task_disown(d, state);
		d->popups[i].popup->close(d, d->popups[i].state);
		memmove(&d->popups[i], &d->popups[i + 1],
			(--d->n_popups - i) * sizeof(d->popups[0]));
		d->dirty = true;
		return;
	}
}

void dashboard_copy(struct dashboard *d, const char *what, const char *text)
{
	text_clean(d->clip, sizeof(d->clip), text, strlen(text));
	d->copied = true;
	dashboard_say(d, STYLE_GOOD, "copied %s: %s", what, d->clip);
}

void dashboard_wake(struct dashboard *d, int64_t at)
{
	if (d->wake_at == 0 || at < d->wake_at)
		d->wake_at = at;
}

void dashboard_timer(struct dashboard *d)
{
	static const struct key_event tick = {.type = KEY_EVENT_TIMER};

	if (d->popup_wake_ms != 0 && clock_monotonic_ms() >= d->popup_wake_ms) {
		d->popup_wake_ms = 0;
		if (d->n_popups > 0)
			d->popups[d->n_popups - 1].popup->event(d, d->popups[d->n_popups - 1].state,
								&tick);
		d->dirty = true;
	}
	if (d->wake_at != 0 && clock_now() >= d->wake_at)
		d->dirty = true;
}

int dashboard_timeout_ms(const struct dashboard *d)
{
	int64_t wait = -1;

	if (d->wake_at != 0) {
		wait = (d->wake_at - clock_now()) * 1000;
		/*
		 * The clock has seconds: not more than one look a second while it waits for the
		 * last.
		 */
		wait = wait < 1000 ? 1000 : wait;
	}
	if (d->popup_wake_ms != 0) {
		int64_t left = d->popup_wake_ms - clock_monotonic_ms();

		left = left < 0 ? 0 : left;
		wait = wait < 0 || left < wait ? left : wait;
	}
	return wait > INT32_MAX ? INT32_MAX : (int)wait;
}

bool dashboard_busy(struct dashboard *d)
{
	for (size_t i = 0; i < DASHBOARD_TASKS; i++)
		if (d->tasks[i].work != NULL)
			return true;
	return widget_index_pending(d->index, NULL);
}

static bool poll_lists(struct dashboard *d)
{
	bool changed = false;

	widget_index_drain(d->index);
	for (int v = 0; v < VIEW_COUNT; v++) {
		struct widget_tables *t = has_tables(views[v]) ? d->states[v] : NULL;
		struct widget_list *own =
			views[v]->list != NULL ? views[v]->list(d, d->states[v]) : NULL;

		for (size_t i = 0; t != NULL && i < t->n; i++)
			changed |= widget_list_poll(&t->lists[i]);
		if (own != NULL)
			changed |= widget_list_poll(own);
	}
	return changed;
}

void dashboard_poll(struct dashboard *d)
{
	const struct snapshot *new;

	work_poll(d->app);
	new = work_snapshot(d->app);
	if (new->version != d->snap->version) {
		const struct snapshot *old = d->snap;

		d->snap = new;
		for (int v = 0; v < VIEW_COUNT; v++)
			if (has_tables(views[v]))
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
			d->dirty = true; /* its progress is on the screen */
}

const struct snapshot_account *dashboard_account(const struct dashboard *d)
{
	if (!d->snap->has_account || d->snap->account >= d->snap->n_accounts)
		return NULL;
	return &d->snap->accounts[d->snap->account];
}

void dashboard_account_text(const struct dashboard *d, const struct address *a, char *out,
			    size_t cap)
{
	char text[ADDRESS_TEXT_SIZE];
	const char *label = "";

	for (size_t i = 0; i < d->snap->n_accounts; i++)
		if (address_equal(&d->snap->accounts[i].address, a))
			label = d->snap->accounts[i].label;
	address_format_short(text, a, d->options.ascii);
	snprintf(out, cap, "%s%s%s", text, label[0] != '\0' ? " " : "", label);
}

void dashboard_write_keys(struct buf *out)
{
	for (int a = 0; a < ACTION_COUNT; a++) {
		const struct action_info *i = action_info((enum action)a);

		buf_addf(out, "%s\t%s\t%s\n", i->name, i->keys, i->help);
	}
}
