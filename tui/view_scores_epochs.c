/* Settled epochs as rows, and an epoch's page. */
#include "tui/view_scores_epochs.h"

#include <stdio.h>

#include "tui/widget_dataset.h"
#include "tui/widget_detail.h"
#include "tui/widget_figure.h"
#include "tui/widget_tables.h"

/* Green means that every sum was redone and fits; an audit that has not run is dim. */
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

enum epoch_column { EPOCH, SETTLED, OWN, POOL, SHARE, BAR, INFERENCES, MARK, AUDIT };

static const struct widget_column epoch_columns[] = {
	{"EPOCH", 5, 0, 0, true, true},	      {"SETTLED", 10, 0, 4, false, true},
	{"OWN", 9, 0, 0, true, true},	      {"POOL", 9, 0, 5, true, true},
	{"SHARE", 6, 0, 3, true, true},	      {"", 8, 24, 6, false, false},
	{"INFERENCES", 10, 0, 7, true, true}, {"", 1, 0, 2, false, false},
	{"AUDIT", 16, 24, 0, false, true},
};

/* The epoch in a row of the snapshot `data`. */
static const struct snapshot_epoch *epoch_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->epochs[row];
}

/* The snapshot lists the newest epoch first. */
static size_t count_epochs(const void *data)
{
	return ((const struct snapshot *)data)->n_epochs;
}

/* An epoch keeps its number from snapshot to snapshot. */
static uint64_t id_epoch(const void *data, size_t row)
{
	return epoch_of(data, row)->epoch;
}

/* Audits sort by their state, so that equal verdicts stand together. */
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

/* The text that a filter looks at: number, audit and finding. */
static void text_epoch(const void *data, size_t row, char *out, size_t cap)
{
	const struct snapshot_epoch *e = epoch_of(data, row);

	snprintf(out, cap, "%llu %s %s", (unsigned long long)e->epoch,
		 snapshot_audit_word(e->audit), e->finding);
}

/* Amounts have three digits after the point in the list, and six on the page. */
static void cell_epoch(struct dashboard *d, const void *data, size_t row, size_t column,
		       struct widget_cell *out)
{
	const struct snapshot_epoch *e = epoch_of(data, row);
	unsigned decimals = widget_dataset_decimals(data);

	switch ((enum epoch_column)column) {
	case EPOCH: widget_text_count(out->text, e->epoch); break;
	case SETTLED: widget_text_time_short(out->text, e->settled_at); break;
	case OWN: widget_figure_amount(d, out->text, &e->own.raw, decimals, 3); break;
	case POOL: widget_figure_amount(d, out->text, &e->pool.raw, decimals, 3); break;
	case SHARE: widget_text_share(out->text, e->share); break;
	case BAR:
		out->bar = e->share > 0 ? e->share : 0;
		out->style = STYLE_ACCENT;
		break;
	case INFERENCES: widget_text_count(out->text, e->inferences); break;
	case MARK:
		snprintf(out->text, sizeof(out->text), "%s",
			 trust_mark(e->trust, d->options.ascii));
		out->style = STYLE_ACCENT;
		break;
	case AUDIT:
		snprintf(out->text, sizeof(out->text), "%s", snapshot_audit_word(e->audit));
		out->style = audit_style(e->audit);
		break;
	}
}

const struct widget_list_info view_scores_epochs = {
	epoch_columns,
	ARRAY_SIZE(epoch_columns),
	{count_epochs, id_epoch, compare_epochs, text_epoch, widget_tables_ref,
	 widget_tables_unref},
	cell_epoch,
	"No epoch has settled for this account yet. A dataset earns from the first model that "
	"includes it."};

/* The page ends with what an audit does not prove. */
void view_scores_epochs_open(struct dashboard *d, const struct snapshot_epoch *e)
{
	struct widget_detail *p;
	char title[48], a[WIDGET_TEXT_SIZE], b[WIDGET_TEXT_SIZE], hex[HASH_TEXT_SIZE];
	unsigned decimals = widget_dataset_decimals(d->snap);

	snprintf(title, sizeof(title), "EPOCH %llu", (unsigned long long)e->epoch);
	p = widget_detail_new(title);
	widget_text_time(a, e->start);
	widget_text_time(b, e->end);
	widget_detail_add(p, "From, to", "%s to %s", a, b);
	widget_text_time(a, e->settled_at);
	widget_detail_add(p, "Settled", "%s", a);
	widget_figure_amount(d, a, &e->own.raw, decimals, 6);
	widget_detail_add(p, "Own amount", "%s", a);
	widget_figure_amount(d, a, &e->pool.raw, decimals, 6);
	widget_detail_add(p, "Pool", "%s", a);
	widget_text_share(a, e->share);
	widget_text_signed(b, e->influence, 6, 20);
	widget_detail_add(p, "Own influence", "%s, %s of all", b, a);
	widget_text_count(a, e->inferences);
	widget_detail_add(p, "Inferences", "%s", a);
	hash_format(hex, &e->statement);
	widget_detail_add(p, "Statement", "%s", hex);
	widget_detail_add(p, "Known how", "%s", trust_word(e->trust));
	widget_detail_add(p, "Audit", "%s", snapshot_audit_word(e->audit));
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
