/* Own leaves as rows: the score of one dataset in one settled epoch. */
#include "tui/view_scores_leaves.h"

#include <stdio.h>

#include "base/be.h"
#include "tui/view_scores_epochs.h"
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

/* A leaf has the page of its epoch, which says what the leaf is a part of. */
static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct snapshot_score *l = row;
	struct widget_detail *p;
	char title[48];

	for (size_t i = 0; i < s->n_epochs; i++)
		if (s->epochs[i].epoch == l->epoch)
			return view_scores_epochs_page(d, s, &s->epochs[i]);
	snprintf(title, sizeof(title), "EPOCH %llu", (unsigned long long)l->epoch);
	p = widget_detail_new(title);
	widget_detail_text(p, STYLE_DIM, "This epoch's statement is not here yet; R asks for it.");
	return p;
}

const struct widget_list_info view_scores_leaves = {leaf_columns,
						    ARRAY_SIZE(leaf_columns),
						    WIDGET_TABLE_OF(ROW_SCORE, id_leaf),
						    NULL,
						    "No dataset of this account has a score yet.",
						    .page = page};
