/* From keys to actions: who gets a key, what is refused and why, and the actions of every view. */
#include <stdio.h>
#include <string.h>

#include "tui/view.h"
#include "tui/widget_list.h"
#include "tui/widget_popup.h"

static struct widget_list *list_in_focus(struct dashboard *d)
{
	return dashboard_list(d, dashboard_shown(d));
}

/* Whether the shown account can send something. */
static bool can_send(const struct snapshot *s, const char **why)
{
	bool has_account = s->has_account && s->account < s->n_accounts;

	if (!s->has_network)
		*why = "no network is chosen";
	else if (!has_account)
		*why = "no account is shown";
	else if (s->accounts[s->account].watch_only)
		*why = "the shown account is only watched: its key is not here";
	else
		return true;
	return false;
}

/* What every view needs; the rest is the view's to say. */
static bool can_here(const struct snapshot *s, enum action a, const char **why)
{
	if (a == ACTION_UNLOCK && !s->has_vault)
		*why = "there is no vault on this machine";
	else if (a == ACTION_UNLOCK && s->unlocked)
		*why = "the vault is unlocked already";
	else if (a == ACTION_LOCK && !s->unlocked)
		*why = "the vault is locked already";
	else if (a == ACTION_SEND && !can_send(s, why))
		return false;
	else if ((a == ACTION_CREATE || a == ACTION_RESTORE) && s->has_vault)
		*why = "there is a vault already";
	else if ((a == ACTION_PASSPHRASE || a == ACTION_REVEAL || a == ACTION_ADD_ACCOUNT) &&
		 !s->has_vault)
		*why = "there is no vault yet: c creates one";
	else
		return true;
	return false;
}

static bool needs_list(enum action a)
{
	return a == ACTION_FILTER || a == ACTION_SORT || a == ACTION_REVERSE ||
	       a == ACTION_NEXT_MATCH || a == ACTION_PREVIOUS_MATCH || a == ACTION_MARK;
}

bool dashboard_can(struct dashboard *d, enum action a, const char **why)
{
	enum view_id v = dashboard_shown(d);
	const struct view *view = dashboard_view(v);
	struct widget_list *list;

	*why = "";
	if ((action_info(a)->views & 1u << v) == 0) {
		*why = "not in this view";
		return false;
	}
	if (d->snap->read_only && (action_info(a)->flags & ACTION_MUTATES) != 0) {
		*why = "refused, byline is read-only";
		return false;
	}
	if (needs_list(a)) {
		list = list_in_focus(d);
		if (list == NULL || list->data == NULL ||
		    list->info->table.count(list->data) == 0) {
			*why = "there are no rows";
			return false;
		}
	}
	if (!can_here(d->snap, a, why))
		return false;
	return view->can == NULL || view->can(d, d->states[v], a, why);
}

static void on_locked(struct dashboard *d, void *owner, struct work_result *result)
{
	(void)owner;
	if (result->status == STATUS_OK && result->text[0] == '\0')
		dashboard_say(d, STYLE_GOOD, "the vault is locked");
}

static void lock(struct dashboard *d)
{
	struct dashboard_task *t = dashboard_task_new(d, "locking", NULL, on_locked);

	if (t != NULL)
		dashboard_task_started(t, start_lock(d->app, dashboard_task_done, t));
}

static void refresh(struct dashboard *d)
{
	struct dashboard_task *t = dashboard_task_new(d, "refreshing", NULL, NULL);

	if (t != NULL)
		dashboard_task_started(t, start_sync(d->app, dashboard_task_done, t));
}

static void back(struct dashboard *d)
{
	if (dashboard_task_cancel_all(d))
		dashboard_say(d, STYLE_DIM, "stopping");
	else
		d->message[0] = '\0';
}

/* The next table of a view that has more than one. */
static void toggle(struct dashboard *d)
{
	struct widget_tables *t = d->states[d->view];

	t->shown = (t->shown + 1) % t->n;
}

/* The actions that mean the same in every view. False: none of them. */
static bool act_everywhere(struct dashboard *d, enum action a)
{
	if (a >= ACTION_OVERVIEW && a <= ACTION_LOG)
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
		widget_watch_open(d);
	else if (a == ACTION_CREATE)
		widget_create_open(d);
	else if (a == ACTION_RESTORE)
		widget_restore_open(d);
	else if (a == ACTION_SEND)
		widget_send_open(d);
	else if (a == ACTION_NETWORK)
		widget_network_open(d);
	else
		return false;
	return true;
}

void dashboard_act(struct dashboard *d, enum action a)
{
	enum view_id v = dashboard_shown(d);
	struct widget_list *list = list_in_focus(d);
	const char *why;

	d->dirty = true;
	if (!dashboard_can(d, a, &why)) {
		dashboard_say(d, STYLE_WARN, "%s: %s", action_info(a)->name, why);
		return;
	}
	if (list != NULL && widget_list_act(list, a))
		return;
	if (dashboard_view(v)->act != NULL && dashboard_view(v)->act(d, d->states[v], a))
		return;
	act_everywhere(d, a);
}

static void on_key(struct dashboard *d, const struct key_event *ev)
{
	enum action a = action_of_key(&d->keymap, dashboard_shown(d), ev->key);
	char name[KEY_NAME_SIZE], help[KEY_NAME_SIZE];

	if (a != ACTION_NONE) {
		dashboard_act(d, a);
		return;
	}
	key_print(name, ev->key);
	key_print(help, d->keymap.keys[ACTION_HELP][0]);
	dashboard_say(d, STYLE_DIM, "%s means nothing here; %s shows what does", name, help);
}

static void on_click(struct dashboard *d, unsigned hit)
{
	struct widget_list *list = list_in_focus(d);

	if (d->n_popups > 0 || hit == 0)
		return;
	if (hit >= SCREEN_HIT_ROW && list != NULL)
		widget_list_select(list, list->top + hit - SCREEN_HIT_ROW);
	else if (hit >= SCREEN_HIT_ACTION && hit - SCREEN_HIT_ACTION < ACTION_COUNT)
		dashboard_act(d, (enum action)(hit - SCREEN_HIT_ACTION));
}

/* The two that work above everything: the terminal is the user's, whatever is open. */
static bool above_all(struct dashboard *d, const struct key_event *ev)
{
	enum action a = ev->type == KEY_EVENT_KEY && (ev->key < 32 && ev->key != KEY_CODE_TAB)
				? action_of_key(&d->keymap, dashboard_shown(d), ev->key)
				: ACTION_NONE;

	if (a != ACTION_REDRAW && a != ACTION_SUSPEND &&
	    !(a == ACTION_QUIT && ev->key == 'C' - '@'))
		return false;
	dashboard_act(d, a);
	return true;
}

/* Tells the app when the live attributions come to or leave the screen. */
static void follow_live(struct dashboard *d)
{
	const struct view *view = dashboard_view(d->view);
	bool live = view->live != NULL && view->live(d, d->states[d->view]);

	if (live != d->live)
		watch_live(d->app, live);
	d->live = live;
}

static void take_event(struct dashboard *d, const struct key_event *ev)
{
	struct widget_list *list = list_in_focus(d);

	postpone_lock(d->app);
	d->dirty = true;
	d->message[0] = '\0';
	if (above_all(d, ev))
		return;
	if (ev->type == KEY_EVENT_CLICK) {
		on_click(d, ev->hit);
		return;
	}
	if (d->n_popups > 0) {
		const struct popup *p = d->popups[d->n_popups - 1].popup;
		void *state = d->popups[d->n_popups - 1].state;

		if (ev->type == KEY_EVENT_PASTE &&
		    (p->wants_paste == NULL || !p->wants_paste(state)))
			dashboard_say(
				d, STYLE_WARN,
				"the paste was dropped: nothing here takes text from outside");
		else
			p->event(d, state, ev);
		return;
	}
	if (ev->type == KEY_EVENT_PASTE) {
		dashboard_say(d, STYLE_WARN, "the paste was dropped: no text field is open");
		return;
	}
	if (list != NULL && widget_list_key(list, ev))
		return;
	on_key(d, ev);
}

void dashboard_event(struct dashboard *d, const struct key_event *ev)
{
	take_event(d, ev);
	follow_live(d);
}
