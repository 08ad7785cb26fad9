/* The view of the log: events, and the transactions made from this machine. */
#include <stdio.h>

#include "tui/view_log_events.h"
#include "tui/view_log_txs.h"
#include "tui/view_private.h"
#include "tui/widget_export.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_sentence.h"

enum log_table { EVENTS, TRANSACTIONS };

/* The list takes everything below the heading. */
static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	static const char *const headings[][2] = {
		[EVENTS] = {"EVENTS", "what happened, and how it is known"},
		[TRANSACTIONS] = {"TRANSACTIONS", "made from this machine"},
	};
	struct widget_tables *v = state;
	struct widget_list *l = &v->lists[v->shown];

	(void)d;
	a = widget_list_draw_beside(l, s, a);
	widget_list_draw_heading(l, s, a, headings[v->shown][0], headings[v->shown][1]);
	widget_list_draw(l, s, screen_part(a, 1, 0, a.h - 1, a.w));
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	char text[SENTENCE_TEXT_SIZE] = "nothing yet.";

	(void)state;
	if (d->snap->n_events > 0)
		widget_sentence_text(d, text, sizeof(text), &d->snap->events[0].text);
	snprintf(out, cap, "Log: %s", text);
}

/* There is nothing to decide in the log, so the other table is proposed. */
static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct widget_tables *v = state;

	(void)d;
	snprintf(out, cap,
		 v->shown == TRANSACTIONS ? "see what happened" : "see your own transactions");
	return ACTION_TOGGLE;
}

/* Rows are opened and copied only while there are some, and an empty list is not exported. */
static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	struct widget_tables *v = state;

	(void)d;
	*why = "no row is selected";
	return v->lists[v->shown].order.n > 0 ||
	       (a != ACTION_OPEN && a != ACTION_COPY && a != ACTION_EXPORT);
}

/* A transaction is copied by its hash, an event by its text. */
static bool act(struct dashboard *d, void *state, enum action a)
{
	struct widget_tables *v = state;
	const struct widget_list *l = &v->lists[v->shown];
	const struct snapshot *n = l->data;
	size_t row = widget_list_row(l);
	char hex[HASH_TEXT_SIZE], text[SENTENCE_TEXT_SIZE];

	if (a == ACTION_EXPORT)
		widget_export_open(d, EXPORT_LOG);
	else if (a == ACTION_COPY && v->shown == TRANSACTIONS) {
		hash_format(hex, &n->txs[row].hash);
		dashboard_copy(d, "transaction hash", hex);
	} else if (a == ACTION_COPY) {
		widget_sentence_text(d, text, sizeof(text), &n->events[row].text);
		dashboard_copy(d, "event", text);
	} else
		return false;
	return true;
}

const struct view view_log = {
	.name = "log",
	.tables = {&view_log_events, &view_log_txs},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
