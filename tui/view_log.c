/* What happened: events, and every own transaction. */
#include <stdio.h>
#include <string.h>

#include "base/be.h"
#include "tui/widget_dataset.h"
#include "tui/widget_figure.h"
#include "tui/widget_popup.h"

enum table { EVENTS, TRANSACTIONS };

/* --- events --- */

static const struct widget_column event_columns[] = {
	{"TIME", 10, 0, 2, false, true},
	{"AREA", 9, 0, 3, false, true},
	{"EVENT", 20, 200, 0, false, false},
	{"", 1, 0, 1, false, false},
};

static const struct snapshot_event *event_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->events[row];
}

static size_t count_events(const void *data)
{
	return ((const struct snapshot *)data)->n_events;
}

/* Newest first: the number from the oldest stays when others come. */
static uint64_t id_event(const void *data, size_t row)
{
	return count_events(data) - row;
}

static int compare_events(const void *data, size_t a, size_t b, unsigned column)
{
	if (column == 1)
		return strcmp(event_of(data, a)->area, event_of(data, b)->area);
	return widget_compare_i64(event_of(data, a)->time, event_of(data, b)->time);
}

static void text_event(const void *data, size_t row, char *out, size_t cap)
{
	snprintf(out, cap, "%s %s", event_of(data, row)->area, event_of(data, row)->text);
}

static void cell_event(struct dashboard *d, const void *data, size_t row, size_t column,
		       struct widget_cell *out)
{
	const struct snapshot_event *e = event_of(data, row);

	if (column == 0) {
		widget_time_short(out->text, e->time);
		out->style = STYLE_DIM;
	} else if (column == 1) {
		snprintf(out->text, sizeof(out->text), "%s", e->area);
		out->style = STYLE_DIM;
	} else if (column == 2) {
		widget_text(d, out->text, sizeof(out->text), e->text);
		out->style = e->trust == TRUST_DISPUTED ? STYLE_BAD
			     : e->unseen		? STYLE_BOLD
							: STYLE_TEXT;
	} else {
		snprintf(out->text, sizeof(out->text), "%s",
			 trust_mark(e->trust, d->options.ascii));
		out->style = STYLE_ACCENT;
	}
}

static const struct widget_list_info event_info = {event_columns,
						   ARRAY_SIZE(event_columns),
						   {count_events, id_event, compare_events,
						    text_event, widget_snapshot_ref,
						    widget_snapshot_unref},
						   cell_event,
						   "Nothing has happened yet."};

/* --- transactions --- */

static const struct widget_column tx_columns[] = {
	{"TIME", 10, 0, 2, false, true},   {"WHAT", 16, 60, 0, false, true},
	{"STATE", 14, 24, 0, false, true}, {"NONCE", 6, 0, 3, true, true},
	{"BLOCK", 10, 0, 4, true, true},   {"ACCOUNT", 13, 30, 5, false, false},
};

static const struct snapshot_tx *tx_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->txs[row];
}

static size_t count_txs(const void *data)
{
	return ((const struct snapshot *)data)->n_txs;
}

static uint64_t id_tx(const void *data, size_t row)
{
	return be64_load(tx_of(data, row)->hash.bytes) ^ tx_of(data, row)->nonce;
}

static int compare_txs(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_tx *x = tx_of(data, a), *y = tx_of(data, b);

	switch (column) {
	case 1: return strcmp(x->what, y->what);
	case 2: return strcmp(x->state, y->state);
	case 3: return widget_compare_u64(x->nonce, y->nonce);
	case 4: return widget_compare_u64(x->block, y->block);
	}
	return widget_compare_i64(x->time, y->time);
}

static void text_tx(const void *data, size_t row, char *out, size_t cap)
{
	snprintf(out, cap, "%s %s", tx_of(data, row)->what, tx_of(data, row)->state);
}

static void cell_tx(struct dashboard *d, const void *data, size_t row, size_t column,
		    struct widget_cell *out)
{
	const struct snapshot_tx *t = tx_of(data, row);

	switch (column) {
	case 0: widget_time_short(out->text, t->time); break;
	case 1: widget_text(d, out->text, sizeof(out->text), t->what); break;
	case 2: snprintf(out->text, sizeof(out->text), "%s", t->state); break;
	case 3: snprintf(out->text, sizeof(out->text), "%llu", (unsigned long long)t->nonce); break;
	case 4:
		if (t->block != 0)
			widget_count(out->text, t->block);
		break;
	case 5: dashboard_account_text(d, &t->account, out->text, sizeof(out->text)); break;
	}
}

static const struct widget_list_info tx_info = {
	tx_columns,
	ARRAY_SIZE(tx_columns),
	{count_txs, id_tx, compare_txs, text_tx, widget_snapshot_ref, widget_snapshot_unref},
	cell_tx,
	"No transaction was made from this machine yet."};

/* --- the view --- */

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	static const char *const headings[][2] = {
		[EVENTS] = {"EVENTS", "what happened, and how it is known"},
		[TRANSACTIONS] = {"TRANSACTIONS", "made from this machine"},
	};
	struct widget_tables *v = state;
	struct widget_list *l = &v->lists[v->shown];

	(void)d;
	widget_list_heading(l, s, a, headings[v->shown][0], headings[v->shown][1]);
	widget_list_draw(l, s, screen_part(a, 1, 0, a.h - 1, a.w));
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)state;
	snprintf(out, cap, "Log: %s",
		 d->snap->n_events > 0 ? d->snap->events[0].text : "nothing yet.");
}

static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct widget_tables *v = state;

	(void)d;
	snprintf(out, cap,
		 v->shown == TRANSACTIONS ? "see what happened" : "see your own transactions");
	return ACTION_TOGGLE;
}

static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	struct widget_tables *v = state;

	(void)d;
	*why = "no row is selected";
	return v->lists[v->shown].order.n > 0 ||
	       (a != ACTION_OPEN && a != ACTION_COPY && a != ACTION_EXPORT);
}

static void open_event(struct dashboard *d, const struct snapshot_event *e)
{
	struct widget_detail *p = widget_detail_new("EVENT");
	char time[WIDGET_TEXT_SIZE];

	widget_time(time, e->time);
	widget_detail_add(p, "Time", "%s", time);
	widget_detail_add(p, "Area", "%s", e->area);
	widget_detail_add(p, "Event", "%s", e->text);
	widget_detail_add(p, "Known how", "%s", trust_word(e->trust));
	widget_detail_open(d, p);
}

static void open_tx(struct dashboard *d, const struct snapshot_tx *t)
{
	struct widget_detail *p = widget_detail_new("TRANSACTION");
	char text[WIDGET_TEXT_SIZE], hex[HASH_TEXT_SIZE];

	hash_format(hex, &t->hash);
	widget_detail_add(p, "Hash", "%s", hex);
	widget_detail_add(p, "What", "%s", t->what);
	widget_detail_add(p, "State", "%s", t->state);
	address_format(text, &t->account);
	widget_detail_add(p, "Account", "%s", text);
	widget_detail_add(p, "Nonce", "%llu", (unsigned long long)t->nonce);
	widget_detail_add(p, "Block", "%llu", (unsigned long long)t->block);
	widget_time(text, t->time);
	widget_detail_add(p, "Time", "%s", text);
	widget_detail_open(d, p);
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	struct widget_tables *v = state;
	const struct widget_list *l = &v->lists[v->shown];
	size_t row = widget_list_row(l);
	char hex[HASH_TEXT_SIZE];

	if (a == ACTION_EXPORT)
		widget_export_open(d, EXPORT_LOG);
	else if (a == ACTION_OPEN && v->shown == TRANSACTIONS)
		open_tx(d, tx_of(l->data, row));
	else if (a == ACTION_OPEN)
		open_event(d, event_of(l->data, row));
	else if (a == ACTION_COPY && v->shown == TRANSACTIONS) {
		hash_format(hex, &tx_of(l->data, row)->hash);
		dashboard_copy(d, "transaction hash", hex);
	} else if (a == ACTION_COPY)
		dashboard_copy(d, "event", event_of(l->data, row)->text);
	else
		return false;
	return true;
}

const struct view view_log = {
	.name = "log",
	.tables = {&event_info, &tx_info},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
