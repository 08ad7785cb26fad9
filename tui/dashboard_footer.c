/* The keys in the last line, and a sign where some of them have no room. */
#include "tui/dashboard_footer.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tui/dashboard_can.h"
#include "tui/screen_mark.h"

/* Cells between two hints. */
#define GAP 2

/* Hints of a pop-up, at most. */
#define POPUP_HINTS 8

/* The cells of "c claim" and the gap behind it, or 0 when the action has no key. */
static int hint_width(const struct dashboard *d, enum action act, const char *word)
{
	char key[KEY_NAME_SIZE];

	if (d->keymap.keys[act][0] == 0)
		return 0;
	key_print(key, d->keymap.keys[act][0]);
	return text_width(key) + 1 + text_width(word) + GAP;
}

/* Draws a hint that ends before column `limit`. Returns: the cells it takes with its gap, or 0. */
static int draw_hint(const struct dashboard *d, struct screen *s, struct screen_area a, int y,
		     int x, enum action act, const char *word, int limit)
{
	char key[KEY_NAME_SIZE];
	int w = hint_width(d, act, word);

	if (w == 0 || x + w - GAP > limit)
		return 0;
	key_print(key, d->keymap.keys[act][0]);
	screen_text(s, a, y, x, STYLE_ACCENT, key);
	screen_text(s, a, y, x + text_width(key) + 1, STYLE_TEXT, word);
	screen_mark_hit(s, a, y, x, w - GAP, SCREEN_HIT_ACTION + (unsigned)act);
	return w;
}

/* The sign that hints were left out. */
static const char *sign(const struct screen *s)
{
	return s->ascii ? ".." : "…";
}

/* Whether the footer of the view has the action's key, room permitting. */
static bool has_hint(struct dashboard *d, enum action act)
{
	const char *why;

	return (action_info(act)->flags & ACTION_HINT) != 0 && dashboard_can(d, act, &why);
}

/*
 * Draws the view's keys first, in the order of the table of actions. Command (where there is room),
 * help and quit keep their place at the end.
 */
static void draw_view(struct dashboard *d, struct screen *s, struct screen_area a, int y)
{
	static const enum action always[] = {ACTION_PALETTE, ACTION_HELP, ACTION_QUIT};
	const size_t first = a.w >= 60 ? 0 : 1;
	int x = 1, all = 1, end = -GAP;
	bool cut;

	for (size_t i = first; i < ARRAY_SIZE(always); i++)
		end += hint_width(d, always[i], action_info(always[i])->hint);
	for (int act = 0; act < ACTION_PALETTE; act++)
		if (has_hint(d, (enum action)act))
			all += hint_width(d, (enum action)act, action_info((enum action)act)->hint);
	cut = all + end > a.w;
	/* The last hint's gap, and the sign, stand between the view's keys and those at the end. */
	for (int act = 0; act < ACTION_PALETTE; act++)
		if (has_hint(d, (enum action)act))
			x += draw_hint(d, s, a, y, x, (enum action)act,
				       action_info((enum action)act)->hint,
				       a.w - end - GAP - (cut ? text_width(sign(s)) + GAP : 0));
	if (cut)
		x += screen_text(s, a, y, x, STYLE_DIM, sign(s)) + GAP;
	for (size_t i = first; i < ARRAY_SIZE(always); i++)
		x += draw_hint(d, s, a, y, x, always[i],
			       cut && always[i] == ACTION_HELP ? "more"
							       : action_info(always[i])->hint,
			       a.w);
}

/*
 * Draws a pop-up's hints, such as "Enter sign  Esc back", with the keys in the accent. Two blanks
 * separate hints, the first word of each is its key, and the last one is the way out, which always
 * stays.
 */
static void draw_popup(struct screen *s, struct screen_area a, int y, const char *hints)
{
	char parts[POPUP_HINTS][64];
	size_t n = 0;
	int x = 1, end;
	bool cut = text_width(hints) > a.w - 1;

	while (*hints != '\0' && n < POPUP_HINTS) {
		const char *gap = strstr(hints, "  ");
		size_t len = gap != NULL ? (size_t)(gap - hints) : strlen(hints);

		snprintf(parts[n++], sizeof(parts[0]), "%.*s", (int)len, hints);
		hints += len + (gap != NULL ? GAP : 0);
	}
	end = n > 0 ? text_width(parts[n - 1]) : 0;
	for (size_t i = 0; i < n; i++) {
		int w = text_width(parts[i]);

		if (i + 1 < n && x + w + GAP + (cut ? text_width(sign(s)) + GAP : 0) + end > a.w)
			continue;
		if (i + 1 == n && cut)
			x += screen_text(s, a, y, x, STYLE_DIM, sign(s)) + GAP;
		screen_text(s, a, y, x, STYLE_TEXT, parts[i]);
		screen_mark_style(s, a, y, x, (int)strcspn(parts[i], " "), STYLE_ACCENT);
		x += w + GAP;
	}
}

void dashboard_footer_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y)
{
	const struct dashboard_popup *p;
	char hints[256] = "";

	if (d->n_popups == 0) {
		draw_view(d, s, a, y);
		return;
	}
	p = d->popups[d->n_popups - 1].popup;
	p->hints(d, d->popups[d->n_popups - 1].state, hints, sizeof(hints));
	draw_popup(s, a, y, hints);
}
