/* The panes below the list of nodes. */
#include "tui/view_nodes_pane.h"

#include <math.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/text.h"
#include "tui/dashboard_timer.h"
#include "tui/view_nodes_rows.h"
#include "tui/widget_chart.h"
#include "tui/widget_front.h"
#include "tui/widget_text.h"

/*
 * Draws one line: a label, what it last happened to, and when. When it never happened, `never`
 * tells the user what to do about it.
 */
static void rhythm_row(struct screen *s, struct screen_area a, int y, const char *label,
		       const char *of, int64_t at, const char *never)
{
	char time[WIDGET_TEXT_SIZE];
	int x = a.w >= 76 ? 56 : a.w - 19;

	if (at != 0)
		widget_text_time(time, at);
	else
		snprintf(time, sizeof(time), "–");
	screen_fit(s, a, y, 2, 17, STYLE_DIM, label);
	if (a.w >= 50)
		screen_fit(s, a, y, 20, x - 22, at == 0 ? STYLE_DIM : STYLE_TEXT,
			   at == 0 ? never : of);
	screen_fit(s, a, y, x, 16, at == 0 ? STYLE_DIM : STYLE_TEXT, time);
}

/* Answers in one sentence why there are no new earnings. Returns: the sentence's style. */
static enum screen_style rhythm_answer(const struct snapshot *s, char *out, size_t cap)
{
	const struct snapshot_rhythm *r = &widget_front_standing(s)->rhythm;

	if (r->settlement_late) {
		snprintf(out, cap, "The settlement is late: nothing new is paid until it comes.");
		return STYLE_BAD;
	}
	if (r->last_acceptance == 0 && r->last_attribution == 0) {
		snprintf(out, cap, "No data of yours is in a model: commit to it and upload it.");
		return STYLE_WARN;
	}
	if (r->last_attribution == 0) {
		snprintf(out, cap, "No inference has used your data yet: nothing is owed for it.");
		return STYLE_WARN;
	}
	if (r->next_settlement == 0)
		snprintf(out, cap, "The datanet does not say when it settles next.");
	else if (r->last_attribution < r->last_settlement)
		snprintf(out, cap, "On time; no inference used your data since the settlement.");
	else
		snprintf(out, cap, "On time; what was attributed since is paid when it settles.");
	return r->next_settlement == 0 ? STYLE_DIM : STYLE_GOOD;
}

/* A network without a datanet has no rhythm to show, and the pane explains what is missing. */
void view_nodes_pane_rhythm(struct dashboard *d, struct screen *s, struct screen_area a)
{
	const struct snapshot_rhythm *r = &widget_front_standing(d->snap)->rhythm;
	char last[48] = "", following[48] = "", answer[96];
	enum screen_style style;

	screen_text(s, a, 0, 0, STYLE_BOLD, "WHY NO NEW EARNINGS?");
	if (d->snap->n_datanets == 0) {
		screen_wrap(s, a, 1, 2, 3, a.w - 2, STYLE_DIM,
			    "This network has no datanet: byline shows balances and attestations. "
			    "`byline network add` takes a profile with one.");
		return;
	}
	snprintf(last, sizeof(last), "epoch %llu", (unsigned long long)r->last_epoch);
	snprintf(following, sizeof(following), "epoch %llu", (unsigned long long)r->last_epoch + 1);
	rhythm_row(s, a, 1, "last acceptance", r->last_acceptance_of, r->last_acceptance,
		   "upload a dataset");
	rhythm_row(s, a, 2, "last attribution", r->last_attribution_of, r->last_attribution,
		   "no data of yours was used");
	rhythm_row(s, a, 3, "last settlement", last, r->last_settlement, "none for this account");
	rhythm_row(s, a, 4, "next settlement", following, r->next_settlement, "not known");
	style = rhythm_answer(d->snap, answer, sizeof(answer));
	screen_wrap(s, a, 5, 2, 2, a.w - 2, style, answer);
}

void view_nodes_pane_replies(struct screen *s, struct screen_area a, const struct snapshot_node *n)
{
	struct widget_cell c;
	double least = INFINITY, most = 0;

	view_nodes_rows_latencies(n, &c);
	if (c.n_values == 0)
		return;
	for (size_t i = 0; i < c.n_values; i++) {
		least = c.values[i] < least ? c.values[i] : least;
		most = c.values[i] > most ? c.values[i] : most;
	}
	screen_printf(s, a, 0, 0, STYLE_BOLD, "REPLIES OF %s", n->name);
	screen_printf(s, a, 0, 13 + text_width(n->name), STYLE_DIM, "last %zu", c.n_values);
	widget_chart_spark(s, a, 1, 2, a.h - 2, widget_chart_width(c.n_values, a.w - 2),
			   STYLE_ACCENT, c.values, c.n_values);
	screen_printf(s, a, a.h - 1, 2, STYLE_DIM, "%.0f ms fastest  %.0f ms slowest", least, most);
}

/* Each dispute takes two lines, so that node and answers stand one below the other. */
void view_nodes_pane_disputes(const struct snapshot *n, struct screen *s, struct screen_area a)
{
	char time[WIDGET_TEXT_SIZE], text[512];

	screen_text(s, a, 0, 0, STYLE_BOLD, "CONTRADICTED");
	if (n->n_disputes == 0)
		screen_fit(s, a, 1, 2, a.w - 2, STYLE_DIM, "never: all nodes said the same");
	for (size_t i = 0; i < n->n_disputes && 2 + 2 * (int)i < a.h; i++) {
		const struct snapshot_dispute *t = &n->disputes[i];
		int y = 1 + 2 * (int)i;

		widget_text_time_short(time, t->time);
		snprintf(text, sizeof(text), "%s, %s", t->node, t->what);
		if (t->count > 1)
			snprintf(text, sizeof(text), "%s, %s, %llu times", t->node, t->what,
				 (unsigned long long)t->count);
		screen_fit(s, a, y, 2, 10, STYLE_DIM, time);
		screen_fit(s, a, y, 14, a.w - 14, STYLE_TEXT, text);
		snprintf(text, sizeof(text), "said %.40s, agreed %.40s", t->said, t->agreed);
		screen_fit(s, a, y + 1, 14, a.w - 14, STYLE_TEXT, text);
	}
}

/* While the node waits to be asked again, the line counts down and wakes each second. */
void view_nodes_pane_node(struct dashboard *d, const struct snapshot_node *n, struct screen *s,
			  struct screen_area a)
{
	int64_t left = n->retry_at - clock_now();
	char time[WIDGET_TEXT_SIZE];
	int x = 2;

	widget_text_time(time, n->last_reply);
	x += screen_printf(s, a, 0, x, STYLE_BOLD, "%s", n->name) + 2;
	x += screen_printf(s, a, 0, x, STYLE_DIM, "last reply %s", time) + 2;
	if (n->retry_at != 0 && left > 0) {
		x += screen_printf(s, a, 0, x, STYLE_WARN, "asked again in %lld s",
				   (long long)left) +
		     2;
		dashboard_timer_wake(d, clock_now() + 1);
	}
	screen_fit(s, a, 0, x, a.w - x, STYLE_TEXT, n->detail[0] != '\0' ? n->detail : n->url);
}
