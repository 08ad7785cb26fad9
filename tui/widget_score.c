#include "tui/widget_score.h"

#include <stdio.h>
#include <string.h>

#include "base/be.h"
#include "tui/widget_dataset.h"
#include "tui/widget_figure.h"
#include "tui/widget_popup.h"

static unsigned decimals_of(const struct snapshot *s)
{
	return s->n_royalties > 0 ? s->royalties[0].decimals : 18;
}

/* The name of a dataset by its index in the snapshot. */
static const char *name_of(const struct snapshot *s, uint32_t dataset)
{
	return dataset < s->n_datasets ? s->datasets[dataset].name : "not listed here";
}

static enum screen_style audit_style(enum audit_state a)
{
	switch (a) {
	case AUDIT_OWN_SOUND:
	case AUDIT_FULL_SOUND: return STYLE_GOOD;
	case AUDIT_FAULT: return STYLE_BAD;
	case AUDIT_OWN_WAITING:
	case AUDIT_NOT_RUN:
	case AUDIT_NOT_AUDITABLE: return STYLE_DIM;
	}
	return STYLE_TEXT;
}

/* --- epochs --- */

enum epoch_column { EPOCH, SETTLED, OWN, POOL, SHARE, BAR, INFERENCES, MARK, AUDIT };

static const struct widget_column epoch_columns[] = {
	{"EPOCH", 5, 0, 0, true, true},	      {"SETTLED", 10, 0, 4, false, true},
	{"OWN", 9, 0, 0, true, true},	      {"POOL", 9, 0, 5, true, true},
	{"SHARE", 6, 0, 3, true, true},	      {"", 8, 24, 6, false, false},
	{"INFERENCES", 10, 0, 7, true, true}, {"", 1, 0, 2, false, false},
	{"AUDIT", 16, 24, 0, false, true},
};

static const struct snapshot_epoch *epoch_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->epochs[row];
}

static size_t count_epochs(const void *data)
{
	return ((const struct snapshot *)data)->n_epochs;
}

static uint64_t id_epoch(const void *data, size_t row)
{
	return epoch_of(data, row)->epoch;
}

static int compare_epochs(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_epoch *x = epoch_of(data, a), *y = epoch_of(data, b);

	switch ((enum epoch_column)column) {
	case EPOCH: return widget_compare_u64(x->epoch, y->epoch);
	case SETTLED: return widget_compare_i64(x->settled_at, y->settled_at);
	case OWN: return u256_compare(&x->own.raw, &y->own.raw);
	case POOL: return u256_compare(&x->pool.raw, &y->pool.raw);
	case SHARE:
	case BAR: return widget_compare_double(x->share, y->share);
	case INFERENCES: return widget_compare_u64(x->inferences, y->inferences);
	case MARK: return (int)x->trust - (int)y->trust;
	case AUDIT: return (int)x->audit - (int)y->audit;
	}
	return 0;
}

static void text_epoch(const void *data, size_t row, char *out, size_t cap)
{
	const struct snapshot_epoch *e = epoch_of(data, row);

	snprintf(out, cap, "%llu %s %s", (unsigned long long)e->epoch, audit_state_word(e->audit),
		 e->finding);
}

static void cell_epoch(struct dashboard *d, const void *data, size_t row, size_t column,
		       struct widget_cell *out)
{
	const struct snapshot_epoch *e = epoch_of(data, row);
	unsigned decimals = decimals_of(data);

	switch ((enum epoch_column)column) {
	case EPOCH: widget_count(out->text, e->epoch); break;
	case SETTLED: widget_time_short(out->text, e->settled_at); break;
	case OWN: widget_amount(d, out->text, &e->own.raw, decimals, 3); break;
	case POOL: widget_amount(d, out->text, &e->pool.raw, decimals, 3); break;
	case SHARE: widget_share(out->text, e->share); break;
	case BAR:
		out->bar = e->share > 0 ? e->share : 0;
		out->style = STYLE_ACCENT;
		break;
	case INFERENCES: widget_count(out->text, e->inferences); break;
	case MARK:
		snprintf(out->text, sizeof(out->text), "%s",
			 trust_mark(e->trust, d->options.ascii));
		out->style = STYLE_ACCENT;
		break;
	case AUDIT:
		snprintf(out->text, sizeof(out->text), "%s", audit_state_word(e->audit));
		out->style = audit_style(e->audit);
		break;
	}
}

const struct widget_list_info widget_score_epochs = {
	epoch_columns,
	ARRAY_SIZE(epoch_columns),
	{count_epochs, id_epoch, compare_epochs, text_epoch, widget_snapshot_ref,
	 widget_snapshot_unref},
	cell_epoch,
	"No epoch has settled for this account yet. A dataset earns from the first model that "
	"includes it."};

void widget_score_open_epoch(struct dashboard *d, const struct snapshot_epoch *e)
{
	struct widget_detail *p;
	char title[48], a[WIDGET_TEXT_SIZE], b[WIDGET_TEXT_SIZE], hex[HASH_TEXT_SIZE];
	unsigned decimals = decimals_of(d->snap);

	snprintf(title, sizeof(title), "EPOCH %llu", (unsigned long long)e->epoch);
	p = widget_detail_new(title);
	widget_time(a, e->start);
	widget_time(b, e->end);
	widget_detail_add(p, "From, to", "%s to %s", a, b);
	widget_time(a, e->settled_at);
	widget_detail_add(p, "Settled", "%s", a);
	widget_amount(d, a, &e->own.raw, decimals, 6);
	widget_detail_add(p, "Own amount", "%s", a);
	widget_amount(d, a, &e->pool.raw, decimals, 6);
	widget_detail_add(p, "Pool", "%s", a);
	widget_share(a, e->share);
	widget_signed(b, e->influence, 6, 20);
	widget_detail_add(p, "Own influence", "%s, %s of all", b, a);
	widget_count(a, e->inferences);
	widget_detail_add(p, "Inferences", "%s", a);
	hash_format(hex, &e->statement);
	widget_detail_add(p, "Statement", "%s", hex);
	widget_detail_add(p, "Known how", "%s", trust_word(e->trust));
	widget_detail_add(p, "Audit", "%s", audit_state_word(e->audit));
	if (e->finding[0] != '\0')
		widget_detail_add(p, "Finding", "%s", e->finding);
	widget_detail_text(p, STYLE_TEXT, "");
	widget_detail_text(
		p, STYLE_DIM,
		"An audit proves the arithmetic: that each own leaf is in the statement, that "
		"amounts follow the rule, that the sum was paid. It does not prove that "
		"influence, queries, accounts or the pool are honest.");
	widget_detail_open(d, p);
}

/* --- own leaves: a dataset in an epoch --- */

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

static const struct snapshot_score *leaf_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->scores[row];
}

static size_t count_leaves(const void *data)
{
	return ((const struct snapshot *)data)->n_scores;
}

static uint64_t id_leaf(const void *data, size_t row)
{
	return be64_load(leaf_of(data, row)->uid.bytes) ^ leaf_of(data, row)->epoch;
}

static int compare_leaves(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_score *x = leaf_of(data, a), *y = leaf_of(data, b);

	switch ((enum leaf_column)column) {
	case LEAF_EPOCH: return widget_compare_u64(x->epoch, y->epoch);
	case LEAF_DATASET: return strcmp(name_of(data, x->dataset), name_of(data, y->dataset));
	case LEAF_INFERENCES: return widget_compare_u64(x->inferences, y->inferences);
	case LEAF_INFLUENCE: return widget_compare_double(x->influence, y->influence);
	case LEAF_AMOUNT: return u256_compare(&x->amount.raw, &y->amount.raw);
	case LEAF_MARK: return (int)x->trust - (int)y->trust;
	}
	return 0;
}

static void text_leaf(const void *data, size_t row, char *out, size_t cap)
{
	snprintf(out, cap, "%llu %s", (unsigned long long)leaf_of(data, row)->epoch,
		 name_of(data, leaf_of(data, row)->dataset));
}

static void cell_leaf(struct dashboard *d, const void *data, size_t row, size_t column,
		      struct widget_cell *out)
{
	const struct snapshot_score *l = leaf_of(data, row);

	switch ((enum leaf_column)column) {
	case LEAF_EPOCH: widget_count(out->text, l->epoch); break;
	case LEAF_DATASET:
		snprintf(out->text, sizeof(out->text), "%s", name_of(data, l->dataset));
		break;
	case LEAF_INFERENCES: widget_count(out->text, l->inferences); break;
	case LEAF_INFLUENCE: widget_signed(out->text, l->influence, 5, 11); break;
	case LEAF_AMOUNT: widget_amount(d, out->text, &l->amount.raw, decimals_of(data), 6); break;
	case LEAF_MARK:
		snprintf(out->text, sizeof(out->text), "%s",
			 trust_mark(l->trust, d->options.ascii));
		out->style = STYLE_ACCENT;
		break;
	}
}

const struct widget_list_info widget_score_leaves = {leaf_columns,
						     ARRAY_SIZE(leaf_columns),
						     {count_leaves, id_leaf, compare_leaves,
						      text_leaf, widget_snapshot_ref,
						      widget_snapshot_unref},
						     cell_leaf,
						     "No dataset of this account has a score yet."};

/* --- live attributions: up to a million, so nothing here formats more than it must --- */

enum live_column { LIVE_TIME, LIVE_DATASET, LIVE_MODEL, LIVE_INFERENCE, LIVE_INFLUENCE, LIVE_FEE };

static const struct widget_column live_columns[] = {
	{"TIME", 10, 0, 3, false, true},     {"DATASET", 12, 30, 0, false, true},
	{"MODEL", 14, 24, 4, false, true},   {"INFERENCE", 10, 16, 2, false, true},
	{"INFLUENCE", 12, 0, 0, true, true}, {"FEE", 9, 0, 5, true, true},
};

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

static const char *model_of(const struct snapshot *s, uint32_t model)
{
	return model < s->n_models ? s->models[model].name : "–";
}

static int compare_live(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_attribution *x = live_of(data, a), *y = live_of(data, b);

	switch ((enum live_column)column) {
	case LIVE_TIME: return widget_compare_i64(x->time, y->time);
	case LIVE_DATASET:
		return x->dataset == y->dataset
			       ? 0
			       : strcmp(name_of(data, x->dataset), name_of(data, y->dataset));
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

/* Copies without the cost of a format: a filter does this for every row. */
static void text_live(const void *data, size_t row, char *out, size_t cap)
{
	const struct snapshot_attribution *l = live_of(data, row);
	const char *parts[] = {name_of(data, l->dataset), model_of(data, l->model), l->inference};
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
		widget_time(out->text, l->time);
		if (strlen(out->text) > 10)
			out->text[10] = '\0';
		break;
	case LIVE_DATASET:
		snprintf(out->text, sizeof(out->text), "%s", name_of(data, l->dataset));
		break;
	case LIVE_MODEL:
		snprintf(out->text, sizeof(out->text), "%s", model_of(data, l->model));
		break;
	case LIVE_INFERENCE: snprintf(out->text, sizeof(out->text), "%.16s", l->inference); break;
	case LIVE_INFLUENCE:
		widget_signed(out->text, (double)l->influence_e9 / 1e9, 6, 12);
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

const struct widget_list_info widget_score_live = {
	live_columns,
	ARRAY_SIZE(live_columns),
	{count_live, id_live, compare_live, text_live, widget_snapshot_ref, widget_snapshot_unref},
	cell_live,
	"No inference has been attributed to this account's data since the last settlement."};
