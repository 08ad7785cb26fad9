/*
 * Events from the terminal, and where they go.
 *
 * Three actions work above everything: redraw, suspend and Ctrl-C. A click selects or acts only
 * while no pop-up is open. Everything else goes to the top pop-up, or to the filter that is being
 * typed, or means an action.
 */
#include "tui/dashboard_event.h"

#include "tui/dashboard_act.h"
#include "tui/view.h"
#include "tui/widget_list_act.h"

static struct widget_list *list_in_focus(struct dashboard *d)
{
	return view_list(d, view_shown(d));
}

/* Acts on a key that no pop-up and no filter wants. */
static void on_key(struct dashboard *d, const struct key_event *ev)
{
	enum action a = action_keymap_find(&d->keymap, view_shown(d), ev->key);
	char name[KEY_NAME_SIZE], help[KEY_NAME_SIZE];

	if (a != ACTION_NONE) {
		dashboard_act(d, a);
		return;
	}
	key_print(name, ev->key);
	key_print(help, d->keymap.keys[ACTION_HELP][0]);
	dashboard_message(d, STYLE_DIM, "%s means nothing here; %s shows what does", name, help);
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

/*
 * Does the three actions that work whatever is open, since the terminal is the user's. Only control
 * keys count: a letter belongs to the text field that has the focus.
 */
static bool above_all(struct dashboard *d, const struct key_event *ev)
{
	enum action a = ev->type == KEY_EVENT_KEY && (ev->key < 32 && ev->key != KEY_CODE_TAB)
				? action_keymap_find(&d->keymap, view_shown(d), ev->key)
				: ACTION_NONE;

	if (a != ACTION_REDRAW && a != ACTION_SUSPEND &&
	    !(a == ACTION_QUIT && ev->key == 'C' - '@'))
		return false;
	dashboard_act(d, a);
	return true;
}

/*
 * Tells the app when live attributions come to the screen or leave it: the app asks for them more
 * often while they are seen.
 */
static void follow_live(struct dashboard *d)
{
	const struct view *view = view_of(d->view);
	bool live = view->live != NULL && view->live(d, d->states[d->view]);

	if (live != d->live)
		watch_live(d->app, live);
	d->live = live;
}

static void take_event(struct dashboard *d, const struct key_event *ev)
{
	struct widget_list *list = list_in_focus(d);

	note_key(d->app);
	d->dirty = true;
	d->message[0] = '\0';
	if (above_all(d, ev))
		return;
	if (ev->type == KEY_EVENT_CLICK) {
		on_click(d, ev->hit);
		return;
	}
	if (d->n_popups > 0) {
		const struct dashboard_popup *p = d->popups[d->n_popups - 1].popup;
		void *state = d->popups[d->n_popups - 1].state;

		if (ev->type == KEY_EVENT_PASTE &&
		    (p->wants_paste == NULL || !p->wants_paste(state)))
			dashboard_message(
				d, STYLE_WARN,
				"the paste was dropped: nothing here takes text from outside");
		else
			p->event(d, state, ev);
		return;
	}
	if (ev->type == KEY_EVENT_PASTE) {
		dashboard_message(d, STYLE_WARN, "the paste was dropped: no text field is open");
		return;
	}
	if (list != NULL && widget_list_act_key(list, ev))
		return;
	on_key(d, ev);
}

void dashboard_event(struct dashboard *d, const struct key_event *ev)
{
	take_event(d, ev);
	dashboard_act_requested(d);
	follow_live(d);
}
