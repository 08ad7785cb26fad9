/*
 * The overview: royalties, whether they are right, what changed, what to do next.
 *
 * draw() goes from top to bottom: draw_money() takes the lines it needs for royalties, the picture
 * of the last epochs, the audit and, where there is a third column, the network; draw_lists() has
 * the datasets and gives the events the lines that are left. next() proposes what brings money
 * first.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tui/view_overview_dues.h"
#include "tui/view_overview_many.h"
#include "tui/view_private.h"
#include "tui/view_scores_epochs.h"
#include "tui/widget_claim.h"
#include "tui/widget_dataset.h"
#include "tui/widget_dataset_rows.h"
#include "tui/widget_earnings.h"
#include "tui/widget_export.h"
#include "tui/widget_figure.h"
#include "tui/widget_front.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_preview.h"
#include "tui/widget_sentence.h"
#include "tui/widget_show.h"
#include "tui/widget_tables.h"
#include "tui/widget_value.h"

#define EPOCHS_SHOWN 30

/* The longest finding, in the narrowest column that it gets. */
#define FAULT_LINES 4

/* The royalty to show: the first with something to claim or on its way, else the first, or NULL. */
static const struct snapshot_royalty *main_royalty(const struct snapshot *s)
{
	const struct snapshot_royalty *r = snapshot_find_claimable(s);

	if (r == NULL)
		r = snapshot_find_on_its_way(s);
	return r == NULL && s->n_royalties > 0 ? &s->royalties[0] : r;
}

static bool is_on_its_way(const struct snapshot_royalty *r)
{
	return r->on_its_way.known && !u256_is_zero(&r->on_its_way.value);
}

/* Draws the four amounts of a distributor and, in a fifth line, what is wrong with them. */
static void draw_royalty(struct dashboard *d, struct screen *s, struct screen_area a,
			 const struct snapshot_royalty *r)
{
	static const char *const names[] = {"claimable", "accruing", "claimed", "wallet"};
	const struct widget_row row = widget_value_row(ROW_ROYALTY, d->snap, r);
	char on_its_way[VALUE_TEXT_SIZE];

	widget_value_name(d, on_its_way, sizeof(on_its_way), &row, "on_its_way");
	for (int i = 0; i < 4; i++) {
		screen_text(s, a, i, 2, STYLE_TEXT, names[i]);
		widget_value_draw(d, s, a, i, 12, a.w < 38 ? 14 : 17, &row, names[i],
				  i == 0 ? STYLE_BOLD : STYLE_TEXT);
	}
	if (r->underfunded)
		screen_fit(s, a, 4, 2, a.w - 2, STYLE_BAD, "underfunded: it cannot pay this now");
	else if (r->claimable.trust == TRUST_DISPUTED)
		screen_fit(s, a, 4, 2, a.w - 2, STYLE_BAD, "disputed: the nodes disagree on it");
	else if (is_on_its_way(r))
		screen_printf(s, a, 4, 2, STYLE_ACCENT, "%s on its way", on_its_way);
	else if (r->pending_at != 0) {
		char time[WIDGET_TEXT_SIZE];

		widget_text_time(time, r->pending_at);
		screen_printf(s, a, 4, 2, STYLE_DIM, "a new root becomes valid %s", time);
	} else if (r->claimable.known && r->claimable.doubt != DOUBT_NONE) {
		screen_fit(s, a, 4, 2, a.w - 2, STYLE_DIM, doubt_reason(r->claimable.doubt));
	}
}

/*
 * Draws the verdict, its other parts in a second line where one line is too short. What is wrong is
 * folded and never cut. Returns: the lines used beyond two.
 */
static int draw_audit(struct dashboard *d, struct screen *s, struct screen_area a, int y)
{
	const struct snapshot_standing *n = widget_front_verdict(d->snap);
	char text[AUDIT_TEXT_SIZE];
	int x = 0, lines;

	if (snapshot_find_fault(d->snap) != NULL) {
		widget_sentence_audit(d, text, 0, n->n_audit);
		lines = screen_wrap(s, a, y, 0, FAULT_LINES, a.w, STYLE_WARN, text);
		return lines > 2 ? lines - 1 : 0;
	}
	widget_sentence_audit(d, text, 0, n->n_audit);
	if (text_width(text) > a.w - 7 && n->n_audit > 1) {
		widget_sentence_audit(d, text, 1, n->n_audit - 1);
		screen_fit(s, a, y + 1, 0, a.w, STYLE_DIM, text);
		widget_sentence_audit(d, text, 0, 1);
	}
	if (text[0] == '\0')
		return 0;
	/* The title is left out where the verdict needs the line. */
	if (text_width(text) <= a.w - 7)
		x += screen_text(s, a, y, 0, STYLE_BOLD, "AUDIT") + 2;
	screen_fit(s, a, y, x, a.w - x, n->totals_audited ? STYLE_GOOD : STYLE_WARN, text);
	return 0;
}

/* Draws the third column: whether nodes agree and settlements come in time. */
static void draw_network(struct dashboard *d, struct screen *s, struct screen_area a)
{
	const struct snapshot_network *n = widget_front_network(d->snap);
	const struct snapshot_rhythm *r = &widget_front_standing(d->snap)->rhythm;
	char time[WIDGET_TEXT_SIZE], block[WIDGET_TEXT_SIZE];

	screen_text(s, a, 0, 0, STYLE_BOLD, "NETWORK");
	widget_text_count(block, n->block);
	screen_printf(s, a, 1, 2, n->agreement.alarm ? STYLE_BAD : STYLE_TEXT, "%s%s",
		      n->agreement.text, n->agreement.alarm ? " !" : "");
	screen_printf(s, a, 2, 2, STYLE_DIM, "block %s", block);
	widget_text_time_short(time, r->last_settlement);
	screen_printf(s, a, 3, 2, STYLE_DIM, "last settlement %s", time);
	widget_text_time_short(time, r->next_settlement);
	screen_printf(s, a, 4, 2, r->settlement_late ? STYLE_BAD : STYLE_DIM,
		      "next settlement %s%s", time, r->settlement_late ? ", late" : "");
}

/* Draws the amounts of the royalty to show, or why there are none. */
static void draw_royalties(struct dashboard *d, struct screen *s, struct screen_area a)
{
	const struct snapshot_royalty *r = main_royalty(d->snap);
	char of[128];

	screen_text(s, a, 0, 0, STYLE_BOLD, "ROYALTIES");
	widget_show_words(d, of, sizeof(of));
	screen_fit(s, a, 0, 11, a.w - 11, STYLE_DIM, of);
	if (r != NULL)
		draw_royalty(d, s, screen_part(a, 1, 0, a.h - 1, a.w), r);
	else
		screen_wrap(s, a, 1, 2, 3, a.w - 2, STYLE_DIM,
			    widget_front_syncing(d->snap) ? "asking the network…"
			    : widget_front_oldest(d->snap)->as_of == 0 && d->snap->n_networks > 0
				    ? "nothing is cached yet"
			    : d->snap->n_networks > 0
				    ? "this network pays no royalties that byline knows"
				    : "no network is followed");
}

/*
 * Draws royalties, the picture beside them, and the network beside both where each has room.
 * Returns: the lines used.
 */
static int draw_money(struct dashboard *d, struct screen *s, struct screen_area a)
{
	int rows = a.h >= 45 ? 10 : a.h >= 30 ? 6 : 3; /* the picture's */
	struct screen_area left, rest, picture, network;
	struct widget_earnings e;
	bool beside;

	if (!screen_split(&left, &rest, a, 40, 27, a.w)) {
		int lines = a.h > 12 ? 8 : main_royalty(d->snap) != NULL ? 5 : 3;

		/* A remark about the amounts has no line on small screens; NEXT says it. */
		draw_royalties(d, s, screen_part(a, 0, 0, lines, a.w));
		return lines + (a.h > 12 ? draw_audit(d, s, a, 6) : 0);
	}
	draw_royalties(d, s, left);
	beside = screen_split(&picture, &network, rest, 37, 24, 36);
	if (beside)
		draw_network(d, s, network);
	widget_earnings_of(&e, d->snap, WIDGET_EARNINGS_ALL,
			   picture.w > 2 * EPOCHS_SHOWN ? (size_t)picture.w / 2 : EPOCHS_SHOWN);
	widget_earnings_draw(d, s, picture, &e, rows);
	return rows + 4 + draw_audit(d, s, rest, rows + 2);
}

/* The cells of the widest time of the first `n` events. */
static int time_width(const struct snapshot *s, size_t n)
{
	char time[WIDGET_TEXT_SIZE];
	int w = 0;

	for (size_t i = 0; i < s->n_events && i < n; i++) {
		widget_text_time_short(time, s->events[i].time);
		w = text_width(time) > w ? text_width(time) : w;
	}
	return w;
}

/* Draws one event behind its time, of `w` cells, and its trust mark; earlier ones are dim. */
static void draw_event(const struct dashboard *d, struct screen *s, struct screen_area a, int y,
		       int w, const struct snapshot_event *e)
{
	char time[WIDGET_TEXT_SIZE], text[SENTENCE_TEXT_SIZE];

	widget_text_time_short(time, e->time);
	widget_sentence_text(d, text, sizeof(text), &e->text);
	screen_text(s, a, y, 2, STYLE_DIM, time);
	screen_text(s, a, y, 4 + w, STYLE_ACCENT, trust_mark(e->trust, s->ascii));
	screen_fit(s, a, y, 6 + w, a.w - 6 - w, e->unseen ? STYLE_TEXT : STYLE_DIM, text);
}

/* Draws the events since the user last looked and, below them, earlier ones. */
static void draw_events(struct dashboard *d, struct screen *s, struct screen_area a)
{
	const struct snapshot *n = d->snap;
	bool unseen = n->n_events > 0 && n->events[0].unseen;
	int w = time_width(n, (size_t)a.h), y = 1;

	if (a.h < 2)
		return;
	screen_text(s, a, 0, 0, STYLE_BOLD, unseen ? "SINCE YOU LAST LOOKED" : "LATELY");
	if (n->n_events == 0)
		screen_fit(s, a, 1, 2, a.w - 2, STYLE_DIM, "nothing has happened yet");
	for (size_t i = 0; i < n->n_events && y < a.h; i++) {
		if (unseen && !n->events[i].unseen) {
			unseen = false;
			if (a.h - y < 3)
				return;
			screen_text(s, a, ++y, 0, STYLE_BOLD, "BEFORE");
			y++;
		}
		draw_event(d, s, a, y++, w, &n->events[i]);
	}
}

/* The datasets keep at least two lines; the events get at most four until they are drawn. */
static void draw_lists(struct dashboard *d, struct widget_list *datasets, struct screen *s,
		       struct screen_area a)
{
	int rows = (int)datasets->order.n + 1;
	int events = a.h >= 9 ? 4 : a.h >= 6 ? 2 : 0;
	int below;

	if (d->snap->n_events + 1 < (size_t)events)
		events = (int)d->snap->n_events + 1;
	rows = rows < 2 ? 2 : rows;
	if (rows > a.h - events - (events > 0))
		rows = a.h - events - (events > 0);
	widget_list_draw(datasets, s, screen_part(a, 0, 0, rows, a.w));
	below = (int)(datasets->order.n - datasets->top) - (rows - 1);
	if (below > 0 && rows > 1)
		screen_printf(s, a, rows, 2, STYLE_DIM, "%d more below", below);
	if (events > 0)
		draw_events(d, s, screen_part(a, rows + 1, 0, a.h - rows - 1, a.w));
}

/* A wide screen has the page of the selected dataset beside datasets and events. */
static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;
	struct widget_list *datasets = &v->lists[0];
	int y = view_overview_many_wanted(d->snap) ? view_overview_many_draw(d, s, a)
						   : draw_money(d, s, a);

	y += view_overview_dues_draw(d, s, screen_part(a, y, 0, a.h - y, a.w));
	if (a.h - y < 1)
		return;
	a = widget_list_draw_beside(datasets, s, screen_part(a, y, 0, a.h - y, a.w));
	draw_lists(d, datasets, s, a);
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_royalty *r = main_royalty(d->snap);
	const struct widget_row row = widget_value_row(ROW_ROYALTY, d->snap, r);
	char amount[VALUE_TEXT_SIZE];

	(void)state;
	if (r == NULL || !r->claimable.known) {
		snprintf(out, cap, "Overview. Nothing is known about royalties yet.");
		return;
	}
	widget_value_name(d, amount, sizeof(amount), &row, "claimable");
	snprintf(out, cap, "claimable %s %s", amount,
		 d->options.accessible ? trust_word(r->claimable.trust)
				       : trust_mark(r->claimable.trust, d->options.ascii));
}

static bool is_nothing_known(const struct snapshot *s)
{
	for (size_t i = 0; i < s->n_networks; i++)
		if (s->networks[i].as_of != 0)
			return false;
	return true;
}

/* While no figure is known, only a sync can be proposed. */
static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot *n = d->snap;
	const struct snapshot_royalty *r = snapshot_find_claimable(n);
	const struct snapshot_royalty *sent = snapshot_find_on_its_way(n);
	const struct snapshot_epoch *fault = snapshot_find_fault(n);
	const struct widget_row row = widget_value_row(ROW_ROYALTY, n, r != NULL ? r : sent);
	char amount[VALUE_TEXT_SIZE], gas[VALUE_TEXT_SIZE];
	const char *why;

	(void)state;
	if (is_nothing_known(n)) {
		snprintf(out, cap, "%s",
			 widget_front_syncing(n) ? "wait: the nodes are being asked"
						 : "ask the network");
		return widget_front_syncing(n) ? ACTION_NONE : ACTION_REFRESH;
	}
	if (fault != NULL) {
		view_scores_epochs_next_fault(n, fault, out, cap);
		return ACTION_FINDING;
	}
	if (r != NULL && r->underfunded) {
		snprintf(out, cap,
			 "wait: a claim would fail until the distributor is funded again");
		return ACTION_NONE;
	}
	if (r != NULL && r->claimable.trust == TRUST_DISPUTED) {
		snprintf(out, cap, "compare the nodes: they disagree on the claimable amount");
		return ACTION_NODES;
	}
	if (r != NULL) {
		widget_value_name(d, amount, sizeof(amount), &row, "claimable");
		widget_value_name(d, gas, sizeof(gas), &row, "gas");
		snprintf(out, cap, "claim %s%s%s%s%s%s", amount, n->n_networks > 1 ? " on " : "",
			 n->n_networks > 1 ? n->networks[r->of.network].name : "",
			 r->gas.known ? " (gas about " : "", r->gas.known ? gas : "",
			 r->gas.known ? ")" : "");
		return ACTION_CLAIM;
	}
	if (widget_claim_can(d, &why)) {
		snprintf(out, cap, "claim what other payers owe");
		return ACTION_CLAIM;
	}
	if (sent != NULL) {
		widget_value_name(d, amount, sizeof(amount), &row, "on_its_way");
		snprintf(out, cap, "wait: %s is on its way", amount);
		return ACTION_NONE;
	}
	if (n->n_datasets == 0) {
		snprintf(out, cap, "see what a file of yours would do to the model");
		return ACTION_PREVIEW;
	}
	snprintf(out, cap, "nothing to do: the next epoch settles by itself");
	return ACTION_NONE;
}

static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	(void)state;
	if (a == ACTION_CLAIM)
		return widget_claim_can(d, why);
	if (a == ACTION_FINDING)
		return view_scores_epochs_can_open_fault(d, why);
	if (a == ACTION_EXPORT && d->snap->n_epochs == 0) {
		*why = "no epoch has settled yet";
		return false;
	}
	if ((a == ACTION_OPEN || a == ACTION_COPY) && d->snap->n_datasets == 0) {
		*why = "there are no datasets yet";
		return false;
	}
	return true;
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	struct widget_tables *v = state;
	size_t row = widget_tables_row(v);
	const struct snapshot *n = v->lists[0].data;

	if (a == ACTION_CLAIM)
		widget_claim_prepare(d);
	else if (a == ACTION_FINDING)
		view_scores_epochs_open_fault(d);
	else if (a == ACTION_PREVIEW)
		widget_preview_open(d, "");
	else if (a == ACTION_EXPORT)
		widget_export_open(d, EXPORT_EARNINGS);
	else if (a == ACTION_COPY && row != SIZE_MAX)
		widget_dataset_copy(d, &n->datasets[row]);
	else
		return false;
	return true;
}

const struct view view_overview = {
	.name = "overview",
	.tables = {&widget_dataset_rows_overview},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
