/*
 * Disputes as rows, and a dispute's page. A dispute is one node's answer that the others
 * contradicted.
 */
#include "tui/view_nodes_disputes.h"

#include "tui/view_nodes_rows.h"
#include "tui/widget_tables.h"
#include "tui/widget_value.h"

enum dispute_column { TIME, TIMES, NODE, WHAT, SAID, AGREED };

static const struct widget_column dispute_columns[] = {
	[TIME] = {"time", .width = 10, .drop = 2},
	[TIMES] = {"count", .width = 5, .drop = 4},
	[NODE] = {"node", .width = 8, .max = 10},
	[WHAT] = {"what", .width = 14, .max = 40},
	[SAID] = {"said", .width = 12, .max = 40, .drop = 1},
	[AGREED] = {"agreed", .width = 12, .max = 40, .drop = 3},
};

/* A dispute has no number of its own. What was asked, of which node and when stays the same. */
static uint64_t id_dispute(const struct snapshot *s, const void *row)
{
	const struct snapshot_dispute *t = row;

	(void)s;
	return view_nodes_rows_hash(t->what) ^ view_nodes_rows_hash(t->node) ^ (uint64_t)t->time;
}

static void dress_dispute(struct dashboard *d, const void *row, size_t column,
			  struct widget_cell *out)
{
	(void)d;
	(void)row;
	if (column == SAID)
		out->style = STYLE_BAD;
}

static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct snapshot_dispute *t = row;
	const struct widget_row r = widget_value_row(ROW_DISPUTE, s, t);
	struct widget_detail *p = widget_detail_new("DISPUTE");

	widget_value_detail(d, p, "Time", &r, "time");
	widget_value_detail(d, p, "Node", &r, "node");
	widget_value_detail(d, p, "What", &r, "what");
	widget_value_detail(d, p, "It said", &r, "said_whole");
	widget_value_detail(d, p, "Agreed", &r, "agreed_whole");
	widget_value_detail(d, p, "Times", &r, "count");
	widget_value_detail(d, p, "Block", &r, "block");
	return p;
}

const struct widget_list_info view_nodes_disputes = {
	dispute_columns,
	ARRAY_SIZE(dispute_columns),
	WIDGET_TABLE_OF(ROW_DISPUTE, id_dispute),
	dress_dispute,
	"The nodes have never contradicted each other.",
	.page = page};
