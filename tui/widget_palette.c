/*
 * The command palette. It matches all actions at each key, best first, and asks the dashboard for
 * the chosen one; an action of another view changes to that view first.
 */
#include "tui/widget_palette.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tui/dashboard_can.h"
#include "tui/screen_mark.h"
#include "tui/view.h"

/* Matches on the screen at once; the list scrolls. */
#define SHOWN 10

struct palette {
	char typed[32];
	enum action matches[ACTION_COUNT];
	size_t n, selected;
};

/* Fills the list of matches for the typed text. */
static void match(struct palette *p)
{
	int scores[ACTION_COUNT];

	p->n = 0;
	p->selected = 0;
	for (int a = 0; a < ACTION_COUNT; a++) {
		int score = action_match(p->typed, action_info((enum action)a)->name);
		size_t at = p->n;

		if (score == 0)
			continue;
		/* The best match comes first; equal ones keep the order of the table. */
		while (at > 0 && scores[at - 1] < score) {
			scores[at] = scores[at - 1];
			p->matches[at] = p->matches[at - 1];
			at--;
		}
		scores[at] = score;
		p->matches[at] = (enum action)a;
		p->n++;
	}
}

/* The view to do an action in: the shown one if it has the action, else the first that has it. */
static enum view_id home_of(const struct dashboard *d, enum action a)
{
	unsigned views = action_info(a)->views;
	enum view_id v = view_shown(d);

	if ((views & 1u << v) != 0)
		return v;
	for (v = VIEW_OVERVIEW; v < VIEW_MODELS && (views & 1u << v) == 0; v++)
		;
	return v;
}

/* Draws an action with its help, or with the reason why it cannot be done now. */
static void draw_match(struct dashboard *d, struct screen *s, struct screen_area in, int y,
		       enum action a, bool selected)
{
	bool here = home_of(d, a) == view_shown(d);
	const char *why;
	bool can = !here || dashboard_can(d, a, &why);
	int x = 18;

	screen_text(s, in, y, 0, can ? STYLE_TEXT : STYLE_DIM, action_info(a)->name);
	if (!here)
		x += screen_printf(s, in, y, x, STYLE_DIM, "%s: ", view_of(home_of(d, a))->name);
	screen_fit(s, in, y, x, in.w - x, STYLE_DIM, can ? action_info(a)->help : why);
	if (selected)
		screen_mark_selected(s, in, y, 0, in.w);
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct palette *p = state;
	int rows = (int)p->n < SHOWN ? (int)p->n : SHOWN;
	int h = rows + 4 < a.h ? rows + 4 : a.h;
	size_t top = p->selected >= SHOWN ? p->selected - SHOWN + 1 : 0;
	struct screen_area in;

	in = screen_frame(s, screen_part(a, a.h - h, 0, h, a.w < 76 ? a.w : 76), "COMMAND");
	screen_text(s, in, 0, 0, STYLE_ACCENT, ":");
	screen_text(s, in, 0, 1, STYLE_INPUT, p->typed);
	for (int i = 0; i < rows && top + (size_t)i < p->n; i++)
		draw_match(d, s, in, i + 1, p->matches[top + (size_t)i],
			   top + (size_t)i == p->selected);
	if (p->n == 0)
		screen_text(s, in, 1, 0, STYLE_DIM, "no action has this name");
	screen_cursor(s, in, 0, 1 + text_width(p->typed), true);
}

/* The palette closes first, so that the action may open a pop-up in its place. */
static void run(struct dashboard *d, struct palette *p)
{
	enum action a = p->n > 0 ? p->matches[p->selected] : ACTION_NONE;

	if (a == ACTION_NONE)
		return;
	dashboard_show(d, home_of(d, a) == view_shown(d) ? d->view : home_of(d, a));
	dashboard_popup_remove(d, p);
	dashboard_request(d, a);
}

/* Names have dashes where the user may type blanks. */
static void event(struct dashboard *d, void *state, const struct key_event *ev)
{
	struct palette *p = state;
	size_t len = strlen(p->typed);
	char c[5];

	if (ev->type != KEY_EVENT_KEY)
		return;
	if (ev->key == KEY_CODE_ESC || (ev->key == KEY_CODE_BACKSPACE && len == 0)) {
		dashboard_popup_pop(d);
	} else if (ev->key == KEY_CODE_ENTER) {
		run(d, p);
	} else if (ev->key == KEY_CODE_DOWN || ev->key == 'N' - '@') {
		p->selected += p->selected + 1 < p->n;
	} else if (ev->key == KEY_CODE_UP || ev->key == 'P' - '@') {
		p->selected -= p->selected > 0;
	} else if (ev->key == KEY_CODE_TAB && p->n > 0) {
		snprintf(p->typed, sizeof(p->typed), "%s",
			 action_info(p->matches[p->selected])->name);
		match(p);
	} else if (ev->key == KEY_CODE_BACKSPACE) {
		p->typed[len - 1] = '\0';
		match(p);
	} else if (key_character(c, ev->key) && c[1] == '\0' && len + 2 < sizeof(p->typed)) {
		p->typed[len] = c[0] == ' ' ? '-' : c[0];
		p->typed[len + 1] = '\0';
		match(p);
	}
}

static void hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)d, (void)state;
	snprintf(out, cap, "Enter run  Tab complete  Up/Down choose  Esc back");
}

static void close_palette(struct dashboard *d, void *state)
{
	(void)d;
	free(state);
}

static const struct dashboard_popup palette_popup = {
	.title = "command",
	.draw = draw,
	.event = event,
	.hints = hints,
	.close = close_palette,
};

void widget_palette_open(struct dashboard *d)
{
	struct palette *p = calloc(1, sizeof(*p));

	if (p == NULL) {
		dashboard_message(d, STYLE_BAD, "out of memory");
		return;
	}
	match(p);
	dashboard_popup_push(d, &palette_popup, p);
}
