/* Own leaves as rows: the score of one dataset in one settled epoch. */
#include "tui/view_scores_leaves.h"

#include <stdio.h>
#include <string.h>

#include "base/be.h"
#include "tui/widget_dataset.h"
#include "tui/widget_figure.h"
#include "tui/widget_tables.h"

/* A leaf of a dataset that the snapshot does not list has an index beyond its end. */
const char *view_scores_leaves_dataset(const struct snapshot *s, uint32_t dataset)
{
	return dataset < s->n_datasets ? s->datasets[dataset].name : "not listed here";
}

enum leaf_column {
	LEAF_EPOCH,
	LEAF_DATASET,
	LEAF_INFERENCES,
	LEAF_INFLUENCE,
	LEAF_AMOUNT,
	LEAF_MARK
};

static const struct widget_column leaf_columns[] = {
	{"EPOCH", 6, 0, 0, true, true},	      {"DATASET", 14, 40, 0, false, true},
	{"INFERENCES", 10, 0, 3, true, true}, {"INFLUENCE", 11, 0, 2, true, true},
	{"AMOUNT", 12, 0, 0, true, true},     {"", 1, 0, 1, false, false},
};

/* The leaf in a row of the snapshot `data`. */
static const struct snapshot_score *leaf_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->scores[row];
}

static size_t count_leaves(const void *data)
{
	return ((const struct snapshot *)data)->n_scores;
}

/* A dataset has one leaf an epoch, so both together are unique. */
static uint64_t id_leaf(const void *data, size_t row)
{
	return be64_load(leaf_of(data, row)->uid.bytes) ^ leaf_of(data, row)->epoch;
}

/* Datasets sort by their names, since their indices change with the snapshot. */
static int compare_leaves(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_score *x = leaf_of(data, a), *y = leaf_of(data, b);

	switch ((enum leaf_column)column) {
	case LEAF_EPOCH: return widget_compare_u64(x->epoch, y->epoch);
	case LEAF_DATASET:
		return strcmp(view_scores_leaves_dataset(data, x->dataset),
			      view_scores_leaves_dataset(data, y->dataset));
	case LEAF_INFERENCES: return widget_compare_u64(x->inferences, y->inferences);
	case LEAF_INFLUENCE: return widget_compare_double(x->influence, y->influence);
	case LEAF_AMOUNT: return u256_compare(&x->amount.raw, &y->amount.raw);
	case LEAF_MARK: return (int)x->trust - (int)y->trust;
	}
	return 0;
}

/* The text that a filter looks at: epoch and dataset. */
static void text_leaf(const void *data, size_t row, char *out, size_t cap)
{
	snprintf(out, cap, "%llu %s", (unsigned long long)leaf_of(data, row)->epoch,
		 view_scores_leaves_dataset(data, leaf_of(data, row)->dataset));
}

static void cell_leaf(struct dashboard *d, const void *data, size_t row, size_t column,
		      struct widget_cell *out)
{
	const struct snapshot_score *l = leaf_of(data, row);

	switch ((enum leaf_column)column) {
	case LEAF_EPOCH: widget_text_count(out->text, l->epoch); break;
	case LEAF_DATASET:
		snprintf(out->text, sizeof(out->text), "%s",
			 view_scores_leaves_dataset(data, l->dataset));
		break;
	case LEAF_INFERENCES: widget_text_count(out->text, l->inferences); break;
	case LEAF_INFLUENCE: widget_text_signed(out->text, l->influence, 5, 11); break;
	case LEAF_AMOUNT:
		widget_figure_amount(d, out->text, &l->amount.raw, widget_dataset_decimals(data),
				     6);
		break;
	case LEAF_MARK:
		snprintf(out->text, sizeof(out->text), "%s",
			 trust_mark(l->trust, d->options.ascii));
		out->style = STYLE_ACCENT;
		break;
	}
}

const struct widget_list_info view_scores_leaves = {
	leaf_columns,
	ARRAY_SIZE(leaf_columns),
	{count_leaves, id_leaf, compare_leaves, text_leaf, widget_tables_ref, widget_tables_unref},
	cell_leaf,
	"No dataset of this account has a score yet."};
