/* Events as rows, newest first, and an event's page. */
#include "tui/view_log_events.h"

#include "tui/widget_tables.h"
#include "tui/widget_value.h"

enum event_column { TIME, AREA, MARK, EVENT };

static const struct widget_column event_columns[] = {
	[TIME] = {"time", .width = 10, .drop = 2},
	[AREA] = {"area", .width = 9, .drop = 3},
	[MARK] = {"trust", .width = 1, .drop = 1},
	[EVENT] = {"text", .width = 20, .max = 200},
};

/* New events come in at the top. The number counted from the oldest one stays the same. */
static uint64_t id_event(const struct snapshot *s, const void *row)
{
	return s->n_events - (uint64_t)((const struct snapshot_event *)row - s->events);
}

/* Events since the user last looked are bold. */
static void dress_event(struct dashboard *d, const void *row, size_t column,
			struct widget_cell *out)
{
	const struct snapshot_event *e = row;

	(void)d;
	if (column == TIME || column == AREA)
		out->style = STYLE_DIM;
	else if (column == EVENT)
		out->style = e->trust == TRUST_DISPUTED ? STYLE_BAD
			     : e->unseen		? STYLE_BOLD
							: STYLE_TEXT;
}

/* The page shows the whole text, which the list may have cut. */
static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct snapshot_event *e = row;
	const struct widget_row r = widget_value_row(ROW_EVENT, s, e);
	struct widget_detail *p = widget_detail_new("EVENT");

	widget_value_detail(d, p, "Time", &r, "time");
	widget_value_detail(d, p, "Area", &r, "area");
	widget_value_detail(d, p, "Event", &r, "text");
	widget_value_detail(d, p, "Known how", &r, "trust");
	return p;
}

const struct widget_list_info view_log_events = {
	event_columns, ARRAY_SIZE(event_columns),   WIDGET_TABLE_OF(ROW_EVENT, id_event),
	dress_event,   "Nothing has happened yet.", .page = page};
