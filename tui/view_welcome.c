/*
 * The welcome view stands in for the overview while no account is known. That is so before the
 * first one, and when the cache was deleted beside a vault, which the view then says. The view
 * offers the ways to begin; its state is the selected way.
 */
#include <stdio.h>

#include "tui/screen_mark.h"
#include "tui/view_private.h"
#include "tui/widget_detail.h"
#include "tui/widget_front.h"

static const struct {
	enum action action;
	const char *title, *text;
	/* The ways to begin, the least binding one first. */
} ways[] = {
	{ACTION_WATCH, "Watch an address",
	 "See what an account is owed. No key, no passphrase: nothing can be spent."},
	{ACTION_CREATE, "Create a vault", "A new recovery phrase, sealed on this machine."},
	{ACTION_RESTORE, "Restore a vault", "From a recovery phrase of 12 to 24 words."},
	{ACTION_DEMO, "Try the demo",
	 "A whole network on this machine, with data, scores and royalties."},
};

/* The cells of a line of prose, at most: longer lines are hard to read on. */
#define TEXT_MOST 100

struct welcome {
	size_t selected;
};

/* Small screens leave out the explanations; the keys always show. */
static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	const struct welcome *w = state;
	bool roomy = a.h >= 16;
	int y = 0;

	a = screen_part(a, 0, 0, a.h, TEXT_MOST);
	screen_fit(s, a, y, 0, a.w, STYLE_BOLD, "WELCOME TO BYLINE");
	y += roomy ? 2 : 1;
	if (a.h >= 10)
		y += screen_wrap(
			s, a, y, 2, 3, a.w - 3, STYLE_TEXT,
			"What have I contributed, did it matter, what am I owed, is that sum "
			"right, and how do I collect it without putting my keys online?");
	y += roomy;
	if (d->options.notice != NULL && d->options.notice[0] != '\0')
		y += screen_wrap(s, a, y, 2, 2, a.w - 3, STYLE_ACCENT, d->options.notice) + roomy;
	if (d->snap->lost[0] != '\0')
		y += screen_wrap(s, a, y, 2, 5, a.w - 3, STYLE_WARN, d->snap->lost) + roomy;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		char key[KEY_NAME_SIZE];
		int used;

		key_print(key, d->keymap.keys[ways[i].action][0]);
		if (i == w->selected) {
			screen_text(s, a, y, 0, STYLE_ACCENT, "▸");
			screen_cursor(s, a, y, 2, false);
		}
		screen_text(s, a, y, 2, STYLE_ACCENT, key);
		used = screen_text(s, a, y, 5, STYLE_BOLD, ways[i].title);
		screen_mark_hit(s, a, y, 0, a.w, SCREEN_HIT_ACTION + (unsigned)ways[i].action);
		if (i == w->selected)
			screen_mark_selected(s, a, y, 0, 5 + used + 1);
		if (roomy)
			screen_fit(s, a, ++y, 5, a.w - 5, STYLE_DIM, ways[i].text);
		y += roomy ? 2 : 1;
	}
	if (d->snap->n_networks == 0)
		screen_fit(s, a, y, 2, a.w - 2, STYLE_DIM, "No network yet: byline asks for it.");
	else if (widget_front_network(d->snap)->as_of == 0)
		screen_fit(s, a, y, 2, a.w - 2, STYLE_DIM,
			   widget_front_network(d->snap)->sync == SYNC_OFFLINE
				   ? "Offline, nothing cached yet; R retries."
				   : "Nothing cached yet.");
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)state;
	if (d->snap->lost[0] != '\0') {
		snprintf(out, cap, "%s.", d->snap->lost);
		return;
	}
	snprintf(out, cap,
		 "Welcome to byline. w watches an address, c creates a vault, d tries the demo.");
}

static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct welcome *w = state;

	/* A vault is here already, so that none of the ways leads back to it. */
	if (d->snap->lost[0] != '\0') {
		snprintf(out, cap, "unlock it, and a sync finds what the chain has");
		return ACTION_UNLOCK;
	}
	snprintf(out, cap, "%s", ways[w->selected].title);
	return ways[w->selected].action;
}

/* Explains how to try byline; the demo itself is a program of its own. */
static void demo(struct dashboard *d)
{
	struct widget_detail *p = widget_detail_new("TRY THE DEMO");

	widget_detail_text(p, STYLE_TEXT, "In a byline source folder, run:");
	widget_detail_add(p, "", "make demo");
	widget_detail_text(
		p, STYLE_TEXT,
		"It starts three nodes, a datanet with thirty settled epochs and a mail filter "
		"trained on real contributions, all on this machine, and opens byline on it with "
		"a vault of its own. Your own files are not touched; Ctrl-C stops all of it.");
	widget_detail_open(d, p);
}

/* Opening a way asks for its action, as if its key had been pressed. */
static bool act(struct dashboard *d, void *state, enum action a)
{
	struct welcome *w = state;

	if (a == ACTION_DOWN)
		w->selected += w->selected + 1 < ARRAY_SIZE(ways);
	else if (a == ACTION_UP)
		w->selected -= w->selected > 0;
	else if (a == ACTION_FIRST)
		w->selected = 0;
	else if (a == ACTION_LAST)
		w->selected = ARRAY_SIZE(ways) - 1;
	else if (a == ACTION_OPEN)
		dashboard_request(d, ways[w->selected].action);
	else if (a == ACTION_DEMO)
		demo(d);
	else
		return false;
	return true;
}

/* There is nothing to copy here; all other actions of the view can be done. */
static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	(void)d, (void)state;
	*why = "there is nothing to copy yet";
	return a != ACTION_COPY;
}

const struct view view_welcome = {
	.name = "welcome",
	.state_size = sizeof(struct welcome),
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
