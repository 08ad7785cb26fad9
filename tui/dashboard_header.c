/*
 * Header and tabs. On narrow terminals the header gives up words first, then the network, then the
 * account's label; the lock state, the age of the figures, the mark of nodes that do not agree and
 * the network that is shown alone stay.
 */
#include "tui/dashboard_header.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "tui/dashboard_timer.h"
#include "tui/screen_mark.h"
#include "tui/view.h"
#include "tui/widget_figure.h"
#include "tui/widget_front.h"

static const char *lock_word(const struct snapshot *s)
{
	if (!s->has_vault)
		return s->n_accounts > 0 ? "watching" : "no vault";
	return s->unlocked ? "unlocked" : "locked";
}

/* Writes "unlocked, locks in 4 min", rounded to minutes. */
static void lock_text(struct dashboard *d, char *out, size_t cap)
{
	const struct snapshot *s = d->snap;
	int64_t left = s->locks_at - clock_now(), minutes = (left + 30) / 60;

	if (!s->unlocked || s->locks_at == 0 || left <= 0) {
		snprintf(out, cap, "%s", lock_word(s));
		return;
	}
	snprintf(out, cap, "unlocked, locks in %lld min", (long long)(minutes > 0 ? minutes : 1));
	/*
	 * The text changes when the rounded minute does, half a minute after a full one. In the
	 * last minute the next change is the lock itself.
	 */
	dashboard_timer_wake(d, minutes > 1 ? s->locks_at - minutes * 60 + 31 : s->locks_at);
}

/* Writes the network's name, or how many there are; of a filter, which one is shown of how many. */
static void networks_text(const struct snapshot *s, bool narrow, char *out, size_t cap)
{
	if (s->one_network && narrow)
		snprintf(out, cap, "only %s", s->networks[0].name);
	else if (s->one_network)
		snprintf(out, cap, "only %s, 1 of %zu", s->networks[0].name, 1 + s->n_hidden);
	else if (s->n_networks > 1)
		snprintf(out, cap, "%zu networks", s->n_networks);
	else
		snprintf(out, cap, "%s", s->n_networks > 0 ? s->networks[0].name : "");
}

/* Writes how old the figures are. Returns: whether they are too old to rely on. */
static bool age_text(struct dashboard *d, char *out, size_t cap)
{
	const struct snapshot_network *n = widget_front_oldest(d->snap);
	char time[WIDGET_TEXT_SIZE];
	bool stale = widget_figure_stale(d, n, n->as_of);

	widget_text_time(time, n->as_of);
	if (d->snap->n_networks == 0)
		snprintf(out, cap, "no network");
	else if (n->as_of == 0)
		snprintf(out, cap, "%s",
			 widget_front_syncing(d->snap) ? "asking the network"
						       : "nothing cached yet");
	else
		snprintf(out, cap, "as of %s%s", time, stale ? ", stale" : "");
	return stale || n->as_of == 0;
}

/*
 * Draws what stands against the nodes' agreement, as much of it as fits into `w` cells that end at
 * `right`. The mark alone fits always.
 */
static void draw_alarm(const struct snapshot *all, struct screen *s, struct screen_area a,
		       int right, int w)
{
	const struct snapshot_network *n = widget_front_worst(all);
	const char *name = widget_front_is_several(all) ? n->name : "";
	const char *colon = name[0] != '\0' ? ": " : "";
	char text[PEER_SENTENCE_SIZE + 40], sentence[PEER_SENTENCE_SIZE];

	peer_sentence(sentence, &n->agreement);
	snprintf(text, sizeof(text), "%s%s%s", name, colon, sentence);
	if (text_width(text) > w)
		snprintf(text, sizeof(text), "%s%s%s !", name, colon, n->agreement.text);
	if (text_width(text) > w)
		snprintf(text, sizeof(text), "!");
	screen_right(s, a, 0, 0, right, STYLE_BAD, text);
}

/*
 * Draws the account that acts, and whether it is shown alone, in `w` cells; returns those used.
 * A label that is cut misleads, so that a long one is left out; an address without room is, too.
 */
static int draw_account(struct dashboard *d, struct screen *s, struct screen_area a, int x, int w)
{
	const struct snapshot_account *account = dashboard_account(d);
	const char *only = d->snap->one_account ? "only " : "";
	char who[ADDRESS_TEXT_SIZE + 72];

	dashboard_account_text(d, &account->address, who, sizeof(who));
	if (text_width(who) + (int)strlen(only) > w)
		address_format_short(who, &account->address, s->ascii);
	if (text_width(who) > w && d->snap->one_network)
		return 0;
	w -= screen_fit(s, a, 0, x, w, STYLE_TITLE, only);
	return (int)strlen(only) + screen_fit(s, a, 0, x + (int)strlen(only), w, STYLE_TITLE, who);
}

static void draw_header(struct dashboard *d, struct screen *s, struct screen_area a)
{
	const struct snapshot_account *account = dashboard_account(d);
	bool narrow = a.w < 70;
	char lock[64], age[200], right[512];
	const struct snapshot_network *front = widget_front_worst(d->snap);
	bool alarm = front->agreement.asked && front->agreement.alarm;
	char networks[48];
	int x, w;
	bool old;

	networks_text(d->snap, narrow, networks, sizeof(networks));
	lock_text(d, lock, sizeof(lock));
	old = age_text(d, age, sizeof(age));
	snprintf(right, sizeof(right), "%s%s%s%s%s", d->snap->read_only ? "read-only  " : "",
		 front->sync == SYNC_OFFLINE ? "offline  " : "", narrow ? lock_word(d->snap) : lock,
		 narrow && strncmp(age, "as of ", 6) == 0 ? "  " : "   ",
		 narrow && !strncmp(age, "as of ", 6) ? age + 6 : age);
	w = text_width(right);
	screen_right(s, a, 0, 0, a.w - 1, STYLE_TITLE, right);
	if (old)
		screen_mark_style(s, a, 0, a.w - 1 - text_width(age), text_width(age), STYLE_WARN);
	if (alarm)
		w += 3;
	x = 1 + screen_text(s, a, 0, 1, STYLE_ACCENT, "byline");
	x += 2;
	if (!narrow || account == NULL || d->snap->one_network)
		x += screen_fit(s, a, 0, x, a.w - 2 - w - x, STYLE_TITLE, networks) + 2;
	if (account != NULL)
		x += draw_account(d, s, a, x, a.w - 3 - w - x);
	if (alarm)
		draw_alarm(d->snap, s, a, a.w - 1 - (w - 3) - 2, a.w - 1 - (w - 3) - 2 - x - 2);
}

/* The cells that the names of all views take. */
#define TABS 80

/* Draws the names of the views, or the open one alone where there is no room for all. */
static void draw_tabs(struct dashboard *d, struct screen *s, struct screen_area a, int y)
{
	bool plain = s->ascii || s->accessible;
	int x = -1;

	/* All names in one line take 80 cells; wider screens have a margin at the left. */
	if (a.w > TABS)
		x = 0;
	if (a.w < TABS) {
		screen_printf(s, a, y, 1, STYLE_BOLD, "%d %s", d->view + 1, view_of(d->view)->name);
		screen_right(s, a, y, 0, a.w - 1, STYLE_DIM, "1-9 other views");
		return;
	}
	for (int v = 0; v < VIEW_WELCOME; v++) {
		const char *name = view_of((enum view_id)v)->name;
		bool here = v == (int)d->view;
		int w = (int)strlen(name) + 3, from = x > 0 ? x : 0;

		if (here && plain)
			screen_text(s, a, y, from, STYLE_BOLD, ">");
		screen_printf(s, a, y, x + 1, here ? STYLE_ACCENT : STYLE_DIM, "%d", v + 1);
		screen_text(s, a, y, x + 3, here ? STYLE_BOLD : STYLE_TEXT, name);
		if (here) {
			screen_mark_style(s, a, y, from, x + w + 1 - from, STYLE_BOLD);
			screen_mark_reverse(s, a, y, from, x + w + 1 - from);
		}
		screen_mark_hit(s, a, y, from, x + w - from,
				(unsigned)(SCREEN_HIT_ACTION + ACTION_OVERVIEW + v));
		x += w;
	}
}

void dashboard_header_draw(struct dashboard *d, struct screen *s, struct screen_area a)
{
	draw_header(d, s, a);
	draw_tabs(d, s, a, 1);
}
