/* The frame around a view: header, tabs, next step, message line, footer. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "tui/view.h"
#include "tui/widget_chart.h"
#include "tui/widget_figure.h"
#include "tui/widget_list.h"

/* Below this only one sentence is shown; below ROWS_ROOMY lines are not spent on rules. */
#define ROWS_LEAST 6
#define COLS_LEAST 30
#define ROWS_ROOMY 16

static const char *lock_word(const struct snapshot *s)
{
	if (!s->has_vault)
		return s->n_accounts > 0 ? "watching" : "no vault";
	return s->unlocked ? "unlocked" : "locked";
}

/* "unlocked 4 min": how long until it locks itself, told by the minute. */
static void lock_text(struct dashboard *d, char *out, size_t cap)
{
	const struct snapshot *s = d->snap;
	int64_t left = s->locks_at - clock_now(), minutes = (left + 30) / 60;

	if (!s->unlocked || s->locks_at == 0 || left <= 0) {
		snprintf(out, cap, "%s", lock_word(s));
		return;
	}
	snprintf(out, cap, "unlocked, locks in %lld min", (long long)(minutes > 0 ? minutes : 1));
	/* When the rounded minute changes, or at the end of the last one. */
	dashboard_wake(d, minutes > 1 ? s->locks_at - minutes * 60 + 31 : s->locks_at);
}

static bool age_text(struct dashboard *d, char *out, size_t cap)
{
	const struct snapshot *s = d->snap;
	char time[WIDGET_TEXT_SIZE];
	bool stale = widget_stale(d, s->as_of);

	widget_time(time, s->as_of);
	if (!s->has_network)
		snprintf(out, cap, "no network");
	else if (s->as_of == 0)
		snprintf(out, cap, "%s",
			 s->sync == SYNC_RUNNING ? "asking the network" : "nothing cached yet");
	else
		snprintf(out, cap, "as of %s%s", time, stale ? ", stale" : "");
	return stale || s->as_of == 0;
}

static void draw_header(struct dashboard *d, struct screen *s, struct screen_area a)
{
	const struct snapshot_account *account = dashboard_account(d);
	bool narrow = a.w < 70;
	char lock[64], age[200], right[512], who[ADDRESS_TEXT_SIZE + 72] = "";
	int x, w;
	bool old;

	lock_text(d, lock, sizeof(lock));
	old = age_text(d, age, sizeof(age));
	snprintf(right, sizeof(right), "%s%s%s%s%s", d->snap->read_only ? "read-only  " : "",
		 d->snap->sync == SYNC_OFFLINE ? "offline  " : "",
		 narrow ? lock_word(d->snap) : lock,
		 narrow && d->snap->has_network && d->snap->as_of != 0 ? "  " : "   ",
		 narrow && !strncmp(age, "as of ", 6) ? age + 6 : age);
	w = text_width(right);
	screen_right(s, a, 0, 0, a.w - 1, STYLE_TITLE, right);
	if (old)
		screen_restyle(s, a, 0, a.w - 1 - text_width(age), text_width(age), STYLE_WARN);
	if (account != NULL)
		dashboard_account_text(d, &account->address, who, sizeof(who));
	x = 1 + screen_text(s, a, 0, 1, STYLE_ACCENT, "byline");
	x += 2;
	if (!narrow || account == NULL)
		x += screen_fit(s, a, 0, x, a.w - 2 - w - x, STYLE_TITLE, d->snap->network) + 2;
	/* Half a label says less than none. */
	if (account != NULL && text_width(who) > a.w - 3 - w - x)
		address_format_short(who, &account->address, s->ascii);
	screen_fit(s, a, 0, x, a.w - 3 - w - x, STYLE_TITLE, who);
}

static void draw_tabs(struct dashboard *d, struct screen *s, struct screen_area a, int y)
{
	bool plain = s->ascii || s->accessible;
	int x = 0;

	if (a.w < 74) {
		screen_printf(s, a, y, 1, STYLE_BOLD, "%d %s", d->view + 1,
			      dashboard_view(d->view)->name);
		screen_right(s, a, y, 0, a.w - 1, STYLE_DIM, "1-8 other views");
		return;
	}
	for (int v = 0; v < VIEW_WELCOME; v++) {
		const char *name = dashboard_view((enum view_id)v)->name;
		bool here = v == (int)d->view;
		int w = (int)strlen(name) + 3;

		if (here && plain)
			screen_text(s, a, y, x, STYLE_BOLD, ">");
		screen_printf(s, a, y, x + 1, here ? STYLE_ACCENT : STYLE_DIM, "%d", v + 1);
		screen_text(s, a, y, x + 3, here ? STYLE_BOLD : STYLE_TEXT, name);
		if (here) {
			screen_restyle(s, a, y, x, w + 1, STYLE_BOLD);
			screen_reverse(s, a, y, x, w + 1);
		}
		screen_hit(s, a, y, x, w, (unsigned)(SCREEN_HIT_ACTION + ACTION_OVERVIEW + v));
		x += w;
	}
}

/* One hint of the footer. Returns the cells it takes, 0 when it does not fit. */
static int draw_hint(struct dashboard *d, struct screen *s, struct screen_area a, int y, int x,
		     enum action act, int limit)
{
	const char *hint = action_info(act)->hint;
	char key[KEY_NAME_SIZE];
	int w;

	if (d->keymap.keys[act][0] == 0)
		return 0;
	key_print(key, d->keymap.keys[act][0]);
	w = text_width(key) + 1 + text_width(hint);
	if (x + w > limit)
		return 0;
	screen_text(s, a, y, x, STYLE_ACCENT, key);
	screen_text(s, a, y, x + text_width(key) + 1, STYLE_TEXT, hint);
	screen_hit(s, a, y, x, w, SCREEN_HIT_ACTION + (unsigned)act);
	return w + 2;
}

/* The keys valid now, those of the view first; command, help and quit keep their place. */
static void draw_hints(struct dashboard *d, struct screen *s, struct screen_area a, int y)
{
	static const enum action always[] = {ACTION_PALETTE, ACTION_HELP, ACTION_QUIT};
	int reserved = a.w >= 60 ? 27 : a.w >= 40 ? 15 : 8;
	int x = 1;
	const char *why;

	for (int act = 0; act < ACTION_PALETTE; act++)
		if ((action_info((enum action)act)->flags & ACTION_HINT) != 0 &&
		    dashboard_can(d, (enum action)act, &why))
			x += draw_hint(d, s, a, y, x, (enum action)act, a.w - reserved);
	for (size_t i = a.w >= 60 ? 0 : a.w >= 40 ? 1 : 2; i < ARRAY_SIZE(always); i++)
		x += draw_hint(d, s, a, y, x, always[i], a.w);
}

static void progress_text(const struct work_progress *p, char *out, size_t cap)
{
	char rate[WIDGET_TEXT_SIZE] = "", left[WIDGET_TEXT_SIZE] = "", done[WIDGET_TEXT_SIZE];
	bool bytes = p->unit != NULL && strcmp(p->unit, "bytes") == 0;

	if (bytes)
		widget_bytes(done, p->done);
	else
		widget_count(done, p->done);
	if (p->rate > 0 && bytes)
		widget_bytes(rate, (uint64_t)p->rate);
	else if (p->rate > 0)
		widget_count(rate, (uint64_t)p->rate);
	if (p->rate > 0 && p->total > p->done)
		widget_duration(left, (int64_t)((double)(p->total - p->done) / p->rate + 1));
	snprintf(out, cap, "%s%s%s%s%s%s%s", done, bytes || p->unit == NULL ? "" : " ",
		 bytes || p->unit == NULL ? "" : p->unit, rate[0] != '\0' ? "  " : "", rate,
		 rate[0] != '\0' ? "/s" : "", left[0] != '\0' ? "  " : "");
	if (left[0] != '\0')
		snprintf(out + strlen(out), cap - strlen(out), "%s left", left);
}

/*
 * What is under way: share, picture, rate, remaining time, the key that stops it. False: nothing.
 */
static bool draw_progress(struct dashboard *d, struct screen *s, struct screen_area a, int y)
{
	struct dashboard_task *t = NULL;
	struct work_progress p = {0};
	char text[256];
	int x = 1;

	for (size_t i = 0; i < DASHBOARD_TASKS; i++) {
		if (d->tasks[i].work == NULL)
			continue;
		if (work_progress(d->app, d->tasks[i].work, &p)) {
			t = &d->tasks[i];
			break;
		}
		t = t == NULL ? &d->tasks[i] : t;
	}
	if (t == NULL)
		return false;
	x += screen_fit(s, a, y, x, a.w - 12, STYLE_BOLD, p.what[0] != '\0' ? p.what : t->what);
	if (p.total > 0) {
		double share = (double)p.done / (double)p.total;

		x += 2 + screen_printf(s, a, y, x + 2, STYLE_TEXT, "%3.0f %%", share * 100);
		widget_bar(s, a, y, x + 1, a.w > 70 ? 16 : 0, STYLE_ACCENT, share);
		x += a.w > 70 ? 18 : 0;
	} else if (p.what[0] == '\0') {
		x += screen_text(s, a, y, x, STYLE_TEXT, "…");
	}
	if (p.what[0] != '\0') {
		progress_text(&p, text, sizeof(text));
		screen_fit(s, a, y, x + 2, a.w - x - 14, STYLE_DIM, text);
	}
	if (d->n_popups == 0)
		screen_right(s, a, y, a.w - 11, 10, STYLE_ACCENT, "Esc stops");
	return true;
}

/* Why the last sync failed; what to do about it stays on the line when the reason is long. */
static void draw_failure(struct screen *s, struct screen_area a, int y, const struct snapshot *n)
{
	char text[600], remedy[WIDGET_TEXT_SIZE + 40], time[WIDGET_TEXT_SIZE];
	int room, used;

	widget_time(time, n->next_try);
	snprintf(remedy, sizeof(remedy), "%s%s%s", n->next_try != 0 ? "; next try " : "",
		 n->next_try != 0 ? time : "", n->sync == SYNC_FAILED ? ", R retries now" : "");
	snprintf(text, sizeof(text), "! %s", n->sync_text);
	room = a.w - 2 - text_width(remedy);
	if (room < a.w / 3)
		room = a.w - 2;
	used = screen_fit(s, a, y, 1, room, STYLE_WARN, text);
	screen_fit(s, a, y, 1 + used, a.w - 2 - used, STYLE_WARN, remedy);
}

/*
 * The line above the footer: a message, work under way, what is wrong with the network, or a rule.
 */
static void draw_status(struct dashboard *d, struct screen *s, struct screen_area a, int y,
			bool rule)
{
	const struct snapshot *n = d->snap;

	if (d->message[0] != '\0') {
		screen_fit(s, a, y, 1, a.w - 2, d->message_style, d->message);
		return;
	}
	if (draw_progress(d, s, a, y))
		return;
	if (n->sync_text[0] != '\0' && (n->sync == SYNC_FAILED || n->sync == SYNC_OFFLINE)) {
		draw_failure(s, a, y, n);
		return;
	}
	if (n->clock_skew_s > 30 || n->clock_skew_s < -30) {
		screen_printf(
			s, a, y, 1, STYLE_WARN,
			"! this machine's clock is %lld s off the chain's; times may be wrong",
			(long long)n->clock_skew_s);
		return;
	}
	if (rule)
		screen_rule(s, a, y);
}

/* "Enter sign  Esc back": the keys in the accent, what they do plain. */
static void draw_popup_hints(struct screen *s, struct screen_area a, int y, const char *hints)
{
	int x = 1;

	while (*hints != '\0') {
		const char *end = strstr(hints, "  ");
		char hint[64];
		size_t n = end != NULL ? (size_t)(end - hints) : strlen(hints);
		int w;

		snprintf(hint, sizeof(hint), "%.*s", (int)n, hints);
		w = text_width(hint);
		if (x + w > a.w)
			return;
		screen_text(s, a, y, x, STYLE_TEXT, hint);
		screen_restyle(s, a, y, x, (int)strcspn(hint, " "), STYLE_ACCENT);
		x += w + 2;
		hints += n + (end != NULL ? 2 : 0);
	}
}

static void draw_footer(struct dashboard *d, struct screen *s, struct screen_area a)
{
	bool roomy = a.h >= ROWS_ROOMY;
	int y = a.h - 1;

	if (roomy)
		draw_status(d, s, a, y - 1, true);
	else if (d->message[0] != '\0' || dashboard_busy(d)) {
		draw_status(d, s, a, y, false);
		return;
	}
	if (d->n_popups > 0) {
		const struct popup *p = d->popups[d->n_popups - 1].popup;
		char hints[256] = "";

		p->hints(d, d->popups[d->n_popups - 1].state, hints, sizeof(hints));
		draw_popup_hints(s, a, y, hints);
		return;
	}
	draw_hints(d, s, a, y);
}

/* "NEXT  c  claim 128.402 OPEN": every screen says what to do now. Returns the lines taken. */
static int draw_next(struct dashboard *d, struct screen *s, struct screen_area a)
{
	enum view_id v = dashboard_shown(d);
	const struct view *view = dashboard_view(v);
	enum action act;
	char text[256] = "", key[KEY_NAME_SIZE] = "";
	const char *why;
	int x = 0;

	if (view->next == NULL)
		return 0;
	act = view->next(d, d->states[v], text, sizeof(text));
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
		screen_hit(s, a, a.h - 1, 0, a.w, SCREEN_HIT_ACTION + (unsigned)act);
	}
	/* What stands in brackets is the first to go. */
	if (text_width(text) > a.w - x && strstr(text, " (") != NULL)
		*strstr(text, " (") = '\0';
	screen_fit(s, a, a.h - 1, x, a.w - x, STYLE_TEXT, text);
	return a.h >= 14 ? 2 : 1;
}

/* A terminal too small for any view: one sentence, and the way out. */
static void draw_tiny(struct dashboard *d, struct screen *s, struct screen_area a)
{
	enum view_id v = dashboard_shown(d);
	char text[256] = "";
	int used;

	if (d->n_popups > 0)
		snprintf(text, sizeof(text), "%s: needs a larger window; Esc closes it",
			 d->popups[d->n_popups - 1].popup->title);
	else
		dashboard_view(v)->brief(d, d->states[v], text, sizeof(text));
	/* The way out keeps its line where there are two. */
	used = screen_wrap(s, a, 0, 0, d->n_popups == 0 && a.h > 1 ? a.h - 1 : a.h, a.w, STYLE_TEXT,
			   text);
	if (used < a.h && d->n_popups == 0)
		screen_fit(s, a, a.h - 1, 0, a.w, STYLE_DIM, "q quits; too small");
}

static void draw_popups(struct dashboard *d, struct screen *s, struct screen_area content)
{
	for (size_t i = 0; i < d->n_popups; i++) {
		const struct popup *p = d->popups[i].popup;

		if (p->full)
			screen_blank(s, content);
		p->draw(d, d->popups[i].state, s, content);
	}
}

void dashboard_draw(struct dashboard *d, struct screen *s)
{
	struct screen_area all = screen_all(s), content;
	enum view_id v = dashboard_shown(d);
	bool roomy = all.h >= ROWS_ROOMY;
	int top = roomy ? 3 : 2;

	d->dirty = false;
	d->wake_at = 0;
	screen_clear(s);
	if (all.h < ROWS_LEAST || all.w < COLS_LEAST) {
		draw_tiny(d, s, all);
		return;
	}
	draw_header(d, s, all);
	draw_tabs(d, s, all, 1);
	if (roomy)
		screen_rule(s, all, 2);
	content = screen_part(all, top, 1, all.h - top - (roomy ? 2 : 1), all.w - 2);
	if (s->accessible) {
		char brief[256] = "";

		dashboard_view(v)->brief(d, d->states[v], brief, sizeof(brief));
		screen_fit(s, content, 0, 0, content.w, STYLE_TEXT, brief);
		content = screen_part(content, 1, 0, content.h - 1, content.w);
	}
	if (d->n_popups == 0 || !d->popups[d->n_popups - 1].popup->full) {
		struct screen_area view = content;

		view.h -= draw_next(d, s, content);
		dashboard_view(v)->draw(d, d->states[v], s, view);
	}
	draw_popups(d, s, content);
	draw_footer(d, s, all);
}
