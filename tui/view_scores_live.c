/*
 * Attributions that are not settled, as rows, and an attribution's page. There may be a million of
 * them, so the functions that run for each row format nothing.
 */
#include "tui/view_scores_live.h"

#include <stdio.h>
#include <string.h>

#include "tui/view_scores_leaves.h"
#include "tui/widget_detail.h"
#include "tui/widget_tables.h"
#include "tui/widget_text.h"

enum live_column { LIVE_TIME, LIVE_DATASET, LIVE_MODEL, LIVE_INFERENCE, LIVE_INFLUENCE, LIVE_FEE };

static const struct widget_column live_columns[] = {
	{"TIME", 10, 0, 3, false, true},     {"DATASET", 12, 30, 0, false, true},
	{"MODEL", 14, 24, 4, false, true},   {"INFERENCE", 10, 16, 2, false, true},
	{"INFLUENCE", 12, 0, 0, true, true}, {"FEE", 9, 0, 5, true, true},
};

/* The attribution in a row of the snapshot `data`. */
static const struct snapshot_attribution *live_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->attributions[row];
}

static size_t count_live(const void *data)
{
	return ((const struct snapshot *)data)->n_attributions;
}

static uint64_t id_live(const void *data, size_t row)
{
	return live_of(data, row)->seq;
}

/* The name of a model by its index in the snapshot. */
static const char *model_of(const struct snapshot *s, uint32_t model)
{
	return model < s->n_models ? s->models[model].name : "–";
}

/* Rows of the same dataset or model are equal without a look at the names. */
static int compare_live(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_attribution *x = live_of(data, a), *y = live_of(data, b);

	switch ((enum live_column)column) {
	case LIVE_TIME: return widget_compare_i64(x->time, y->time);
	case LIVE_DATASET:
		return x->dataset == y->dataset
			       ? 0
			       : strcmp(view_scores_leaves_dataset(data, x->dataset),
					view_scores_leaves_dataset(data, y->dataset));
	case LIVE_MODEL:
		return x->model == y->model
			       ? 0
			       : strcmp(model_of(data, x->model), model_of(data, y->model));
	case LIVE_INFERENCE: return memcmp(x->inference, y->inference, sizeof(x->inference));
	case LIVE_INFLUENCE: return widget_compare_i64(x->influence_e9, y->influence_e9);
	case LIVE_FEE: return widget_compare_u64(x->fee_e9, y->fee_e9);
	}
	return 0;
}

/* Copies the parts instead of formatting them, since a filter does this for every row. */
static void text_live(const void *data, size_t row, char *out, size_t cap)
{
	const struct snapshot_attribution *l = live_of(data, row);
	const char *parts[] = {view_scores_leaves_dataset(data, l->dataset),
			       model_of(data, l->model), l->inference};
	size_t used = 0;

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		size_t n = strnlen(parts[i], i == 2 ? sizeof(l->inference) : 64);

		if (used + n + 2 > cap)
			break;
		memcpy(out + used, parts[i], n);
		used += n;
		out[used++] = ' ';
	}
	out[used] = '\0';
}

static void cell_live(struct dashboard *d, const void *data, size_t row, size_t column,
		      struct widget_cell *out)
{
	const struct snapshot_attribution *l = live_of(data, row);

	switch ((enum live_column)column) {
	case LIVE_TIME:
		widget_text_time(out->text, l->time);
		if (strlen(out->text) > 10)
			out->text[10] = '\0';
		break;
	case LIVE_DATASET:
		snprintf(out->text, sizeof(out->text), "%s",
			 view_scores_leaves_dataset(data, l->dataset));
		break;
	case LIVE_MODEL:
		snprintf(out->text, sizeof(out->text), "%s", model_of(data, l->model));
		break;
	case LIVE_INFERENCE: snprintf(out->text, sizeof(out->text), "%.16s", l->inference); break;
	case LIVE_INFLUENCE:
		widget_text_signed(out->text, (double)l->influence_e9 / 1e9, 6, 12);
		out->style = l->influence_e9 < 0 ? STYLE_WARN : STYLE_TEXT;
		break;
	case LIVE_FEE:
		if (d->hide)
			snprintf(out->text, sizeof(out->text), "•••");
		else
			snprintf(out->text, sizeof(out->text), "%.6f", (double)l->fee_e9 / 1e9);
		break;
	}
}

const struct widget_list_info view_scores_live = {
	live_columns,
	ARRAY_SIZE(live_columns),
	{count_live, id_live, compare_live, text_live, widget_tables_ref, widget_tables_unref},
	cell_live,
	"No inference has been attributed to this account's data since the last settlement."};

/* The page says that the figures are the datanet's word until they settle. */
void view_scores_live_open(struct dashboard *d, const struct snapshot *s, size_t row)
{
	struct widget_detail *p = widget_detail_new("ATTRIBUTION, not settled");
	const struct snapshot_attribution *t = &s->attributions[row];
	char time[WIDGET_TEXT_SIZE];

	widget_text_time(time, t->time);
	widget_detail_add(p, "Time", "%s", time);
	widget_detail_add(p, "Number", "%llu", (unsigned long long)t->seq);
	widget_detail_add(p, "Dataset", "%s",
			  t->dataset < s->n_datasets ? s->datasets[t->dataset].name
						     : "not listed here");
	widget_detail_add(p, "Model", "%s",
			  t->model < s->n_models ? s->models[t->model].name : "unknown");
	widget_detail_add(p, "Inference", "%.16s", t->inference);
	widget_detail_add(p, "Influence", "%+.9f", (double)t->influence_e9 / 1e9);
	widget_detail_add(p, "Fee", "%.9f", (double)t->fee_e9 / 1e9);
	widget_detail_add(p, "Known how", "reported: the datanet's word until it settles");
	widget_detail_open(d, p);
}
