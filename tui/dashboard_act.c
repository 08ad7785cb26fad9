/*
 * Actions that mean the same in every view, and the order in which list, view and dashboard are
 * asked to do one.
 */
#include "tui/dashboard_act.h"

#include "tui/dashboard_can.h"
#include "tui/view.h"
#include "tui/widget_account.h"
#include "tui/widget_help.h"
#include "tui/widget_list_act.h"
#include "tui/widget_network.h"
#include "tui/widget_palette.h"
#include "tui/widget_send.h"
#include "tui/widget_show.h"
#include "tui/widget_unlock.h"
#include "tui/widget_vault.h"

static void on_locked(struct dashboard *d, void *owner, struct work_result *result)
{
	(void)owner;
	if (result->status == STATUS_OK && sentence_is_empty(&result->text))
		dashboard_message(d, STYLE_GOOD, "the vault is locked");
}

static void lock(struct dashboard *d)
{
	struct dashboard_task *t = dashboard_task_new(d, "locking", NULL, on_locked);

	if (t != NULL)
		dashboard_task_started(t, start_lock(d->app, dashboard_task_done, t));
}

/* Asks the network now instead of waiting for the next sync. */
static void refresh(struct dashboard *d)
{
	struct dashboard_task *t = dashboard_task_new(d, "refreshing", NULL, NULL);

	if (t != NULL)
		dashboard_task_started(t, start_sync(d->app, dashboard_task_done, t));
}

/* Stops running work first; with nothing running, the message goes away. */
static void back(struct dashboard *d)
{
	if (dashboard_task_cancel_all(d))
		dashboard_message(d, STYLE_DIM, "stopping");
	else
		d->message[0] = '\0';
}

/* Shows the view's next table; only views with more than one have ACTION_TOGGLE. */
static void toggle(struct dashboard *d)
{
	struct widget_tables *t = d->states[d->view];

	t->shown = (t->shown + 1) % t->n;
}

/* Does an action that means the same in every view. Returns: false when it is none of them. */
static bool act_everywhere(struct dashboard *d, enum action a)
{
	if (a >= ACTION_OVERVIEW && a <= ACTION_MODELS)
		dashboard_show(d, (enum view_id)(a - ACTION_OVERVIEW));
	else if (a == ACTION_NEXT_VIEW)
		dashboard_show(d, (enum view_id)((d->view + 1) % VIEW_WELCOME));
	else if (a == ACTION_PREVIOUS_VIEW)
		dashboard_show(d, (enum view_id)((d->view + VIEW_WELCOME - 1) % VIEW_WELCOME));
	else if (a == ACTION_TOGGLE)
		toggle(d);
	else if (a == ACTION_HELP)
		widget_help_open(d);
	else if (a == ACTION_PALETTE)
		widget_palette_open(d);
	else if (a == ACTION_QUIT)
		d->quit = true;
	else if (a == ACTION_BACK)
		back(d);
	else if (a == ACTION_REDRAW)
		d->redraw = true;
	else if (a == ACTION_SUSPEND)
		d->suspend = true;
	else if (a == ACTION_HIDE)
		d->hide = !d->hide;
	else if (a == ACTION_REFRESH)
		refresh(d);
	else if (a == ACTION_LOCK)
		lock(d);
	else if (a == ACTION_UNLOCK)
		widget_unlock_open(d, NULL, NULL);
	else if (a == ACTION_WATCH)
		widget_account_watch(d);
	else if (a == ACTION_CREATE)
		widget_vault_create(d);
	else if (a == ACTION_RESTORE)
		widget_vault_restore(d);
	else if (a == ACTION_SEND)
		widget_send_open(d);
	else if (a == ACTION_SHOW_NETWORK)
		widget_show_networks(d);
	else if (a == ACTION_SHOW_ACCOUNT)
		widget_show_accounts(d);
	else if (a == ACTION_SHOW_ALL)
		widget_show_all(d);
	else if (a == ACTION_NETWORK)
		widget_network_open(d, ACTION_NONE);
	else
		return false;
	return true;
}

void dashboard_act(struct dashboard *d, enum action a)
{
	enum view_id v = view_shown(d);
	struct widget_list *list = view_list(d, v);
	const char *why;

	d->dirty = true;
	if (!dashboard_can(d, a, &why)) {
		dashboard_message(d, STYLE_WARN, "%s: %s", action_info(a)->name, why);
		return;
	}
	if (d->snap->n_networks == 0 && (action_info(a)->flags & ACTION_OF_NETWORK) != 0) {
		widget_network_open(d, a);
		return;
	}
	if (list != NULL && widget_list_act(list, a))
		return;
	if (view_of(v)->act != NULL && view_of(v)->act(d, d->states[v], a))
		return;
	act_everywhere(d, a);
}

void dashboard_act_requested(struct dashboard *d)
{
	enum action a = d->request;

	d->request = ACTION_NONE;
	if (a != ACTION_NONE)
		dashboard_act(d, a);
}
