/*
 * The view of scores: settled epochs with their audit, own leaves in them, and attributions that
 * are not settled yet. The three tables are in view_scores_epochs.c, _leaves.c and _live.c; this
 * file draws around them and acts on them.
 *
 * Invariant: a figure that is not settled is never shown beside settled ones, since one server's
 * word is not an attestation.
 */
#include <stdio.h>

#include "app/owner.h"
#include "base/text.h"
#include "tui/view_private.h"
#include "tui/view_scores_epochs.h"
#include "tui/view_scores_leaves.h"
#include "tui/view_scores_live.h"
#include "tui/widget_chart.h"
#include "tui/widget_earnings.h"
#include "tui/widget_export.h"
#include "tui/widget_front.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_sentence.h"
#include "tui/widget_text.h"

enum scores_table { EPOCHS, LEAVES, LIVE, TABLES };

static const struct {
	const char *title, *note;
} headings[TABLES] = {
	[EPOCHS] = {"EPOCHS", "settled; newest first"},
	[LEAVES] = {"SCORES", "own datasets in settled epochs"},
	[LIVE] = {"LIVE", "attributed, not settled: one server's word"},
};

static bool live(struct dashboard *d, void *state)
{
	(void)d;
	return ((struct widget_tables *)state)->shown == LIVE;
}

/* Room for the names before a verdict, and for both. */
#define VERDICT_NAME_SIZE (ADDRESS_TEXT_SIZE + 160)
#define VERDICT_SIZE	  (VERDICT_NAME_SIZE + AUDIT_TEXT_SIZE)

/* The selected epoch, or NULL. */
static const struct snapshot_epoch *epoch(const struct widget_tables *v)
{
	size_t row = widget_list_row(&v->lists[EPOCHS]);
	const struct snapshot *s = v->lists[EPOCHS].data;

	return row == SIZE_MAX ? NULL : &s->epochs[row];
}

/* Writes "topics on grove: " where the epochs of several datanets or accounts are in the table. */
static void name_verdict(const struct dashboard *d, char out[static VERDICT_NAME_SIZE])
{
	const struct snapshot *s = d->snap;
	const struct snapshot_standing *v = widget_front_verdict(s);
	const struct snapshot_datanet *datanet = owner_datanet(s, &v->of);
	char who[ADDRESS_TEXT_SIZE + 72] = "";

	out[0] = '\0';
	if (s->n_standings < 2 || datanet == NULL)
		return;
	if (v->of.account != s->account)
		dashboard_account_text(d, &s->accounts[v->of.account].address, who, sizeof(who));
	snprintf(out, VERDICT_NAME_SIZE, "%s%s%s%s%s: ", datanet->name,
		 s->n_networks > 1 ? " on " : "",
		 s->n_networks > 1 ? owner_network(s, &v->of)->name : "",
		 who[0] != '\0' ? ", " : "", who);
}

/* Writes the answer of the audit, or `none` when there is no answer. */
static void audit_or(const struct dashboard *d, char out[static VERDICT_SIZE], const char *none)
{
	size_t n = widget_front_verdict(d->snap)->n_audit;
	char answer[AUDIT_TEXT_SIZE], name[VERDICT_NAME_SIZE] = "";

	widget_sentence_audit(d, answer, 0, n);
	if (n > 0)
		name_verdict(d, name);
	snprintf(out, VERDICT_SIZE, "%s%s", name, n > 0 ? answer : none);
}

/* Names the picture in 13 cells; where there are several datanets, with the one that it is of. */
static void name_chart(const struct dashboard *d, struct screen *s, struct screen_area a,
		       const struct widget_earnings *e)
{
	const struct snapshot_datanet *of = e->n > 0 ? owner_datanet(d->snap, &e->of) : NULL;

	if (d->snap->n_standings < 2 || of == NULL) {
		screen_text(s, a, 0, 0, STYLE_DIM, "own amount");
		screen_printf(s, a, 1, 0, STYLE_DIM, "of %zu epochs", e->n);
		return;
	}
	screen_fit(s, a, 0, 0, 13, STYLE_DIM, of->name);
	screen_printf(s, a, 1, 0, STYLE_DIM, "own, %zu last", e->n);
}

/* Draws own amounts at the left and the verdict of the audit at the right. */
static void draw_chart(struct dashboard *d, struct screen *s, struct screen_area a)
{
	char verdict[VERDICT_SIZE];
	struct widget_earnings e;
	bool below;
	int w, x, room = 26;

	audit_or(d, verdict, "not run yet: a runs it");
	/* A line breaks before a word, so that its end stays empty. */
	while (room < a.w - 36 && text_width(verdict) > a.h * (room - 8))
		room++;
	widget_earnings_of(&e, d->snap, WIDGET_EARNINGS_ALL, (size_t)(a.w - 16 - room));
	w = widget_chart_width(e.n, a.w - 16 - room);
	x = 16 + w;
	name_chart(d, s, a, &e);
	if (d->hide)
		screen_text(s, a, 0, 14, STYLE_DIM, "hidden");
	else
		widget_chart_spark(s, a, 0, 14, a.h, w, STYLE_ACCENT, e.v, e.n);
	/* A verdict that needs both lines stands alone, without its title. */
	below = text_width(verdict) <= a.w - x;
	if (below)
		screen_text(s, a, 0, x, STYLE_BOLD, "AUDIT");
	screen_wrap(s, a, below, x, a.h, a.w - x,
		    widget_front_verdict(d->snap)->totals_audited ? STYLE_GOOD : STYLE_WARN,
		    verdict);
}

/*
 * Draws two lines below the list: the finding about the selected epoch, or what the table's figures
 * mean.
 */
static void draw_pane(struct dashboard *d, const struct widget_tables *v, struct screen *s,
		      struct screen_area a)
{
	const struct snapshot_epoch *e = epoch(v);
	const struct snapshot_rhythm *r = &widget_front_standing(d->snap)->rhythm;
	char time[WIDGET_TEXT_SIZE], finding[SENTENCE_TEXT_SIZE];

	if (v->shown == EPOCHS && e != NULL && !sentence_is_empty(&e->finding)) {
		widget_sentence_text(d, finding, sizeof(finding), &e->finding);
		screen_printf(s, a, 0, 0, STYLE_BAD, "EPOCH %llu", (unsigned long long)e->epoch);
		screen_wrap(s, a, 0, 14, 2, a.w - 14, STYLE_BAD, finding);
	} else if (v->shown == LIVE) {
		widget_text_time(time, r->last_attribution);
		screen_printf(s, a, 0, 0, STYLE_DIM, "last %s %s", time, r->last_attribution_of);
		screen_fit(s, a, 1, 0, a.w, STYLE_DIM,
			   "negative numbers net against positive ones before an epoch is paid");
	} else {
		screen_printf(s, a, 0, 0, STYLE_DIM,
			      "%s the datanet attested this; an audit redoes the sums",
			      trust_mark(TRUST_PROVEN, s->ascii));
		screen_fit(s, a, 1, 0, a.w, STYLE_DIM,
			   "no audit shows that influence, queries or the pool are honest");
	}
}

/* The chart has the whole width; below it, a wide screen has the selected row's page. */
static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;
	struct widget_list *l = &v->lists[v->shown];
	struct screen_area below = a;
	int top = 1, pane = a.h >= 14 ? 3 : 0;

	if (v->shown == EPOCHS && a.h >= 14 && a.w >= 60 && d->snap->n_epochs > 0) {
		int rows = a.h >= 45 ? 8 : a.h >= 28 ? 4 : 2;

		draw_chart(d, s, screen_part(a, 2, 0, rows, a.w));
		below = screen_part(a, rows + 3, 0, a.h - rows - 3, a.w);
		top = 0;
	}
	below = widget_list_draw_beside(l, s, below);
	widget_list_draw_heading(l, s, screen_part(a, 0, 0, 1, below.w), headings[v->shown].title,
				 headings[v->shown].note);
	if (pane > 0)
		draw_pane(d, v, s, screen_part(below, below.h - 2, 0, 2, below.w));
	widget_list_draw(l, s, screen_part(below, top, 0, below.h - top - pane, below.w));
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	char audit[VERDICT_SIZE];

	(void)state;
	audit_or(d, audit, "not run");
	snprintf(out, cap, "Scores: %zu epochs. Audit: %s. %zu live attributions.",
		 d->snap->n_epochs, audit, d->snap->n_attributions);
}

/* A fault that an audit found goes before everything else. */
static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot *n = d->snap;
	const struct widget_tables *v = state;

	if (snapshot_find_fault(n) != NULL) {
		view_scores_epochs_next_fault(n, snapshot_find_fault(n), out, cap);
		return ACTION_FINDING;
	}
	for (size_t i = 0; i < n->n_epochs; i++)
		if (n->epochs[i].audit == AUDIT_NOT_RUN) {
			snprintf(out, cap, "audit the own leaves of all epochs");
			return ACTION_AUDIT;
		}
	snprintf(out, cap, "%s",
		 v->shown == EPOCHS   ? "see the scores of each dataset"
		 : v->shown == LEAVES ? "see what is attributed now"
				      : "see the settled epochs");
	return ACTION_TOGGLE;
}

static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	struct widget_tables *v = state;
	bool empty = v->lists[v->shown].order.n == 0;

	if ((a == ACTION_AUDIT || a == ACTION_AUDIT_FULL || a == ACTION_EXPORT) &&
	    d->snap->n_epochs == 0) {
		*why = "no epoch has settled yet";
		return false;
	}
	if (a == ACTION_FINDING)
		return view_scores_epochs_can_open_fault(d, why);
	*why = "no row is selected";
	return !empty || (a != ACTION_OPEN && a != ACTION_COPY);
}

/* An audit of the own leaves needs the cache only; a full one fetches every document. */
static void audit(struct dashboard *d, bool full)
{
	struct dashboard_task *t =
		dashboard_task_new(d, full ? "auditing in full" : "auditing", NULL, NULL);

	if (t != NULL)
		dashboard_task_started(t, start_audit(d->app, full, dashboard_task_done, t));
}

static void copy_row(struct dashboard *d, struct widget_tables *v)
{
	struct widget_list *l = &v->lists[v->shown];
	const struct snapshot *s = l->data;
	size_t row = widget_list_row(l);
	char hex[HASH_TEXT_SIZE];

	if (v->shown == LIVE) {
		snprintf(hex, sizeof(hex), "%.16s", s->attributions[row].inference);
		dashboard_copy(d, "inference", hex);
		return;
	}
	hash_format(hex, v->shown == EPOCHS ? &s->epochs[row].statement : &s->scores[row].uid);
	dashboard_copy(d, v->shown == EPOCHS ? "statement" : "dataset id", hex);
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	struct widget_tables *v = state;

	if (a == ACTION_AUDIT || a == ACTION_AUDIT_FULL)
		audit(d, a == ACTION_AUDIT_FULL);
	else if (a == ACTION_EXPORT)
		widget_export_open(d, v->shown == LIVE ? EXPORT_ATTRIBUTIONS : EXPORT_SCORES);
	else if (a == ACTION_FINDING)
		view_scores_epochs_open_fault(d);
	else if (a == ACTION_COPY)
		copy_row(d, v);
	else
		return false;
	return true;
}

const struct view view_scores = {
	.name = "scores",
	.tables = {&view_scores_epochs, &view_scores_leaves, &view_scores_live},
	.live = live,
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
