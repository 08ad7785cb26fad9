/* Events as rows, newest first, and an event's page. */
#include "tui/view_log_events.h"

#include <stdio.h>
#include <string.h>

#include "tui/widget_detail.h"
#include "tui/widget_figure.h"
#include "tui/widget_tables.h"

static const struct widget_column event_columns[] = {
	{"TIME", 10, 0, 2, false, true},
	{"AREA", 9, 0, 3, false, true},
	{"EVENT", 20, 200, 0, false, false},
	{"", 1, 0, 1, false, false},
};

/* The event in a row of the snapshot `data`. */
static const struct snapshot_event *event_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->events[row];
}

static size_t count_events(const void *data)
{
	return ((const struct snapshot *)data)->n_events;
}

/* New events come in at the top. The number counted from the oldest one stays the same. */
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

/* The text that a filter looks at: area and event. */
static void text_event(const void *data, size_t row, char *out, size_t cap)
{
	snprintf(out, cap, "%s %s", event_of(data, row)->area, event_of(data, row)->text);
}

/* Events since the user last looked are bold; amounts in their texts hide with all others. */
static void cell_event(struct dashboard *d, const void *data, size_t row, size_t column,
		       struct widget_cell *out)
{
	const struct snapshot_event *e = event_of(data, row);

	if (column == 0) {
		widget_text_time_short(out->text, e->time);
		out->style = STYLE_DIM;
	} else if (column == 1) {
		snprintf(out->text, sizeof(out->text), "%s", e->area);
		out->style = STYLE_DIM;
	} else if (column == 2) {
		widget_figure_hide(d, out->text, sizeof(out->text), e->text);
		out->style = e->trust == TRUST_DISPUTED ? STYLE_BAD
			     : e->unseen		? STYLE_BOLD
							: STYLE_TEXT;
	} else {
		snprintf(out->text, sizeof(out->text), "%s",
			 trust_mark(e->trust, d->options.ascii));
		out->style = STYLE_ACCENT;
	}
}

const struct widget_list_info view_log_events = {event_columns,
						 ARRAY_SIZE(event_columns),
						 {count_events, id_event, compare_events,
						  text_event, widget_tables_ref,
						  widget_tables_unref},
						 cell_event,
						 "Nothing has happened yet."};

/* The page shows the whole text, which the list may have cut. */
void view_log_events_open(struct dashboard *d, const struct snapshot_event *e)
{
	struct widget_detail *p = widget_detail_new("EVENT");
	char time[WIDGET_TEXT_SIZE];

	widget_text_time(time, e->time);
	widget_detail_add(p, "Time", "%s", time);
	widget_detail_add(p, "Area", "%s", e->area);
	widget_detail_add(p, "Event", "%s", e->text);
	widget_detail_add(p, "Known how", "%s", trust_word(e->trust));
	widget_detail_open(d, p);
}
