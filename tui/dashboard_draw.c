/*
 * The frame around a view. Read dashboard_draw() at the end first: it lays out header, content and
 * footer; the functions above it draw one part each.
 *
 * A screen below ROWS_LEAST or COLS_LEAST shows one sentence. A screen below ROWS_ROOMY spends no
 * line on rules, and its message replaces the footer.
 */
#include "tui/dashboard_draw.h"

#include <stdio.h>
#include <string.h>

#include "app/owner.h"
#include "base/text.h"
#include "tui/dashboard_can.h"
#include "tui/dashboard_footer.h"
#include "tui/dashboard_header.h"
#include "tui/dashboard_status.h"
#include "tui/screen_mark.h"
#include "tui/view.h"
#include "tui/widget_front.h"

#define ROWS_LEAST 6
#define COLS_LEAST 30
#define ROWS_ROOMY 16

static void draw_footer(struct dashboard *d, struct screen *s, struct screen_area a)
{
	bool roomy = a.h >= ROWS_ROOMY;
	int y = a.h - 1;

	if (roomy)
		dashboard_status_draw(d, s, a, y - 1, true);
	else if (d->message[0] != '\0' || dashboard_busy(d)) {
		dashboard_status_draw(d, s, a, y, false);
		return;
	}
	dashboard_footer_draw(d, s, a, y);
}

/* Whether an action sends something, which takes nodes that agree. */
static bool takes_agreement(enum action a)
{
	return a == ACTION_CLAIM || a == ACTION_SEND || a == ACTION_CONTINUE ||
	       a == ACTION_CANCEL_CLAIM || a == ACTION_REVOKE;
}

/* Whether a view shows nothing but what a network says. */
static bool is_of_network(enum view_id v)
{
	return v == VIEW_OVERVIEW || v == VIEW_SCORES || v == VIEW_CLAIMS || v == VIEW_NODES;
}

/* The network that the act is for: a claim's own, else the one to speak of. */
static const struct snapshot_network *network_of(const struct snapshot *s, enum action act)
{
	const struct snapshot_royalty *r = act == ACTION_CLAIM ? snapshot_find_claimable(s) : NULL;

	return r != NULL ? owner_network(s, &r->of) : widget_front_network(s);
}

static bool is_agreed(const struct snapshot_network *n)
{
	return !n->agreement.asked || n->agreement.met;
}

/*
 * Takes the view's proposal, unless no network is chosen yet or the nodes are the matter: no step
 * is proposed that fails because too few of them agree, and "nothing to do" does not hide that one
 * contradicts the others.
 */
static enum action propose(struct dashboard *d, char *text, size_t cap)
{
	const struct snapshot_network *front = widget_front_worst(d->snap);
	const struct peer_agreement *a = &front->agreement;
	enum view_id v = view_shown(d);
	enum action act = view_of(v)->next(d, d->states[v], text, cap);
	bool fails = takes_agreement(act) && !is_agreed(network_of(d->snap, act));
	bool idle = act == ACTION_NONE || (v == VIEW_OVERVIEW && !takes_agreement(act));

	if (d->snap->n_networks == 0 && is_of_network(v)) {
		snprintf(text, cap, "choose a network");
		return ACTION_NETWORK;
	}
	if (v == VIEW_NODES || act == ACTION_NODES || !a->asked || (!fails && !(idle && a->alarm)))
		return act;
	snprintf(text, cap, "%s%s%s: %.200s", fails ? "first the nodes" : "look at the nodes",
		 widget_front_is_several(d->snap) ? " of " : "",
		 widget_front_is_several(d->snap) ? front->name : "",
		 a->trouble[0] != '\0' ? a->trouble : a->text);
	return ACTION_NODES;
}

/* Draws the view's proposal, such as "NEXT c claim 128.402 OPEN". Returns: the lines taken. */
static int draw_next(struct dashboard *d, struct screen *s, struct screen_area a)
{
	enum view_id v = view_shown(d);
	const struct view *view = view_of(v);
	enum action act;
	char text[256] = "", key[KEY_NAME_SIZE] = "";
	const char *why;
	int x = 0;

	if (view->next == NULL)
		return 0;
	act = propose(d, text, sizeof(text));
	if (text[0] == '\0')
		return 0;
	if (act != ACTION_NONE && !dashboard_can(d, act, &why))
		snprintf(text + strlen(text), sizeof(text) - strlen(text), " (%s)", why);
	else if (act != ACTION_NONE && d->keymap.keys[act][0] != 0)
		key_print(key, d->keymap.keys[act][0]);
	x += screen_text(s, a, a.h - 1, x, STYLE_BOLD, a.w >= 60 ? "NEXT" : "") +
	     (a.w >= 60 ? 2 : 0);
	if (key[0] != '\0') {
		x += screen_text(s, a, a.h - 1, x, STYLE_ACCENT, key) + 2;
		screen_mark_hit(s, a, a.h - 1, 0, a.w, SCREEN_HIT_ACTION + (unsigned)act);
	}
	/* A remark in brackets is the first thing to leave out. */
	if (text_width(text) > a.w - x && strstr(text, " (") != NULL)
		*strstr(text, " (") = '\0';
	screen_fit(s, a, a.h - 1, x, a.w - x, STYLE_TEXT, text);
	return a.h >= 14 ? 2 : 1;
}

/* Fills a terminal that is too small for any view with one sentence and the way out. */
static void draw_tiny(struct dashboard *d, struct screen *s, struct screen_area a)
{
	enum view_id v = view_shown(d);
	char text[256] = "";
	int used;

	if (d->n_popups > 0)
		snprintf(text, sizeof(text), "%s: needs a larger window; Esc closes it",
			 d->popups[d->n_popups - 1].popup->title);
	else
		view_of(v)->brief(d, d->states[v], text, sizeof(text));
	/* With two lines or more, the last one is kept for the way out. */
	used = screen_wrap(s, a, 0, 0, d->n_popups == 0 && a.h > 1 ? a.h - 1 : a.h, a.w, STYLE_TEXT,
			   text);
	if (used < a.h && d->n_popups == 0)
		screen_fit(s, a, a.h - 1, 0, a.w, STYLE_DIM, "q quits; too small");
}

/* Draws the open pop-ups over each other; a full one hides what lies below it. */
static void draw_popups(struct dashboard *d, struct screen *s, struct screen_area content)
{
	for (size_t i = 0; i < d->n_popups; i++) {
		const struct dashboard_popup *p = d->popups[i].popup;

		if (p->full)
			screen_blank(s, content);
		p->draw(d, d->popups[i].state, s, content);
	}
}

void dashboard_draw(struct dashboard *d, struct screen *s)
{
	struct screen_area all = screen_all(s), content;
	enum view_id v = view_shown(d);
	bool roomy = all.h >= ROWS_ROOMY;
	int top = roomy ? 3 : 2;

	d->dirty = false;
	d->wake_at = 0;
	screen_clear(s);
	if (all.h < ROWS_LEAST || all.w < COLS_LEAST) {
		draw_tiny(d, s, all);
		return;
	}
	dashboard_header_draw(d, s, all);
	if (roomy)
		screen_rule(s, all, 2);
	content = screen_part(all, top, 1, all.h - top - (roomy ? 2 : 1), all.w - 2);
	if (s->accessible) {
		char brief[256] = "";

		view_of(v)->brief(d, d->states[v], brief, sizeof(brief));
		screen_fit(s, content, 0, 0, content.w, STYLE_TEXT, brief);
		content = screen_part(content, 1, 0, content.h - 1, content.w);
	}
	if (d->n_popups == 0 || !d->popups[d->n_popups - 1].popup->full) {
		struct screen_area view = content;

		view.h -= draw_next(d, s, content);
		view_of(v)->draw(d, d->states[v], s, view);
	}
	draw_popups(d, s, content);
	draw_footer(d, s, all);
}
