/* Own leaves as rows: the score of one dataset in one settled epoch. */
#include "tui/view_scores_leaves.h"

#include "base/be.h"
#include "tui/widget_tables.h"

static const struct widget_column leaf_columns[] = {
	{"epoch", .width = 6},
	{"name", .width = 14, .max = 40},
	{"inferences", .width = 10, .drop = 3},
	{"influence", .width = 11, .drop = 2},
	{"amount", .width = 12},
	{"trust", .width = 1, .drop = 1},
};

/* A dataset has one leaf an epoch, so both together are unique. */
static uint64_t id_leaf(const struct snapshot *s, const void *row)
{
	const struct snapshot_score *l = row;

	(void)s;
	return be64_load(l->uid.bytes) ^ l->epoch;
}

const struct widget_list_info view_scores_leaves = {leaf_columns, ARRAY_SIZE(leaf_columns),
						    WIDGET_TABLE_OF(ROW_SCORE, id_leaf), NULL,
						    "No dataset of this account has a score yet."};
