/*
 * Attributions that are not settled, as rows, and an attribution's page. There may be a million of
 * them, so the functions that run for each row format nothing.
 */
#include "tui/view_scores_live.h"

#include "tui/widget_tables.h"
#include "tui/widget_value.h"

enum live_column { TIME, DATASET, MODEL, INFERENCE, INFLUENCE, FEE };

static const struct widget_column live_columns[] = {
	[TIME] = {"time", .width = 10, .drop = 3, .whole = true},
	[DATASET] = {"name", .width = 12, .max = 30},
	[MODEL] = {"model_name", .width = 14, .max = 24, .drop = 4},
	[INFERENCE] = {"inference", .width = 10, .max = 16, .drop = 2},
	[INFLUENCE] = {"influence", .width = 12},
	[FEE] = {"fee", .width = 9, .drop = 5},
};

static uint64_t id_live(const struct snapshot *s, const void *row)
{
	const struct snapshot_attribution *a = row;

	return a->seq ^ widget_tables_owner(s, &a->of);
}

/* A record that harmed is paid less for. */
static void dress_live(struct dashboard *d, const void *row, size_t column, struct widget_cell *out)
{
	(void)d;
	if (column == INFLUENCE && ((const struct snapshot_attribution *)row)->influence_e9 < 0)
		out->style = STYLE_WARN;
}

/* The page says that the figures are the datanet's word until they settle. */
static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct widget_row r = widget_value_row(ROW_ATTRIBUTION, s, row);
	struct widget_detail *p = widget_detail_new("ATTRIBUTION, not settled");

	widget_value_detail(d, p, "Time", &r, "time");
	widget_value_detail(d, p, "Number", &r, "seq");
	widget_value_detail(d, p, "Dataset", &r, "name");
	widget_value_detail(d, p, "Model", &r, "model_name");
	widget_value_detail(d, p, "Inference", &r, "inference");
	widget_value_detail(d, p, "Influence", &r, "influence");
	widget_value_detail(d, p, "Fee", &r, "fee");
	widget_detail_add(p, "Known how", "reported: the datanet's word until it settles");
	return p;
}

const struct widget_list_info view_scores_live = {
	live_columns,
	ARRAY_SIZE(live_columns),
	WIDGET_TABLE_OF(ROW_ATTRIBUTION, id_live),
	dress_live,
	"No inference has been attributed to this account's data since the last settlement.",
	.page = page};
