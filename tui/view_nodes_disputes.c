/*
 * Disputes as rows, and a dispute's page. A dispute is one node's answer that the others
 * contradicted.
 */
#include "tui/view_nodes_disputes.h"

#include <stdio.h>
#include <string.h>

#include "tui/view_nodes_rows.h"
#include "tui/widget_detail.h"
#include "tui/widget_tables.h"
#include "tui/widget_text.h"

static const struct widget_column dispute_columns[] = {
	{"TIME", 10, 0, 2, false, true},     {"NODE", 8, 10, 0, false, true},
	{"WHAT", 14, 40, 0, false, true},    {"SAID", 12, 40, 1, false, false},
	{"AGREED", 12, 40, 3, false, false},
};

/* The dispute in a row of the snapshot `data`. */
static const struct snapshot_dispute *dispute_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->disputes[row];
}

static size_t count_disputes(const void *data)
{
	return ((const struct snapshot *)data)->n_disputes;
}

/* A dispute has no number of its own. What was asked, of which node and when stays the same. */
static uint64_t id_dispute(const void *data, size_t row)
{
	const struct snapshot_dispute *t = dispute_of(data, row);

	return view_nodes_rows_hash(t->what) ^ view_nodes_rows_hash(t->node) ^ (uint64_t)t->time;
}

static int compare_disputes(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_dispute *x = dispute_of(data, a), *y = dispute_of(data, b);

	if (column == 0)
		return widget_compare_i64(x->time, y->time);
	return column == 1 ? strcmp(x->node, y->node) : strcmp(x->what, y->what);
}

static void text_dispute(const void *data, size_t row, char *out, size_t cap)
{
	const struct snapshot_dispute *t = dispute_of(data, row);

	snprintf(out, cap, "%s %s %s %s", t->node, t->what, t->said, t->agreed);
}

static void cell_dispute(struct dashboard *d, const void *data, size_t row, size_t column,
			 struct widget_cell *out)
{
	const struct snapshot_dispute *t = dispute_of(data, row);
	const char *const texts[] = {"", t->node, t->what, t->said, t->agreed};

	(void)d;
	if (column == 0)
		widget_text_time_short(out->text, t->time);
	else
		snprintf(out->text, sizeof(out->text), "%s", texts[column]);
	out->style = column == 3 ? STYLE_BAD : STYLE_TEXT;
}

const struct widget_list_info view_nodes_disputes = {
	dispute_columns,
	ARRAY_SIZE(dispute_columns),
	{count_disputes, id_dispute, compare_disputes, text_dispute, widget_tables_ref,
	 widget_tables_unref},
	cell_dispute,
	"The nodes have never contradicted each other."};

void view_nodes_disputes_open(struct dashboard *d, const struct snapshot_dispute *t)
{
	struct widget_detail *p = widget_detail_new("DISPUTE");
	char time[WIDGET_TEXT_SIZE];

	widget_text_time(time, t->time);
	widget_detail_add(p, "Time", "%s", time);
	widget_detail_add(p, "Node", "%s", t->node);
	widget_detail_add(p, "What", "%s", t->what);
	widget_detail_add(p, "It said", "%s", t->said);
	widget_detail_add(p, "Agreed", "%s", t->agreed);
	widget_detail_add(p, "Block", "%llu", (unsigned long long)t->block);
	widget_detail_open(d, p);
}
