/*
 * Models of a comparison as rows, and the page of a model. Amounts stand in each model's own token:
 * the list never adds or compares them. A page needs labels, which the comparison has beside its
 * rows: labels_of() finds them.
 */
#include "tui/view_compare_rows.h"

#include <stdio.h>
#include <string.h>

#include "base/be.h"
#include "base/text.h"
#include "tui/widget_text.h"
#include "tui/widget_value.h"

enum compare_column {
	RANK,
	MODEL,
	VERDICT,
	SHARE,
	BAR,
	WORTH,
	SYMBOL,
	MARK,
	POOL,
	ACCOUNTS,
	TO_MAP,
	NETWORK
};

static const struct widget_column columns[] = {
	[RANK] = {"rank", .width = 2},
	[MODEL] = {"model", .width = 13, .max = 24},
	[VERDICT] = {"verdict", .width = 7, .drop = 2},
	[SHARE] = {"share", .width = 6},
	[BAR] = {.title = "", .width = 3, .max = 16, .drop = 6},
	[WORTH] = {"worth", "WORTH", .width = 11},
	[SYMBOL] = {"symbol", "", .width = 4, .drop = 1},
	[MARK] = {.title = "", .width = 1, .drop = 3},
	[POOL] = {"pool", .width = 11, .drop = 7},
	[ACCOUNTS] = {"contributors", "PAID", .width = 4, .drop = 5},
	[TO_MAP] = {"labels_to_map", .width = 6, .drop = 8},
	/* The last one, since it is left out while there is one network. */
	[NETWORK] = {"network", .width = 7, .max = 16, .drop = 4},
};

static const void *hold(const void *data)
{
	return comparison_ref(data);
}

static void let_go(const void *data)
{
	comparison_unref(data);
}

static const void *rows(const void *data, size_t *n)
{
	const struct comparison *c = data;

	*n = c->n_models;
	return c->models;
}

/* Two datanets may use one artifact, and a model without a file has no hash. */
static uint64_t id(const struct snapshot *s, const void *row)
{
	const struct compared_model *m = row;

	(void)s;
	return be64_load(m->hash.bytes) ^ ((uint64_t)m->source + 1) << 32;
}

static enum screen_style verdict_style(enum comparison_verdict v)
{
	switch (v) {
	case COMPARISON_TAKEN: return STYLE_GOOD;
	case COMPARISON_NO_FILE: return STYLE_BAD;
	case COMPARISON_LABELS: return STYLE_WARN;
	case COMPARISON_MODALITY:
	case COMPARISON_LANGUAGE:
	case COMPARISON_LICENSE: return STYLE_DIM;
	}
	return STYLE_TEXT;
}

/* The share rests on the publisher's word, which the mark behind the worth says. */
static void dress(struct dashboard *d, const void *row, size_t column, struct widget_cell *out)
{
	const struct compared_model *m = row;

	if (column == MODEL && m->verdict == COMPARISON_TAKEN)
		out->style = STYLE_BOLD;
	else if (column == VERDICT)
		out->style = verdict_style(m->verdict);
	else if (column == BAR)
		out->bar = m->has_share && m->verdict == COMPARISON_TAKEN ? m->share : 0;
	else if (column == MARK && m->has_worth)
		snprintf(out->text, sizeof(out->text), "%s",
			 trust_mark(trust_min(m->pool.trust, TRUST_REPORTED), d->options.ascii));
	if (column == BAR || column == MARK)
		out->style = STYLE_ACCENT;
}

void view_compare_rows_verdict(const struct compared_model *m, char *out, size_t cap)
{
	char scored[WIDGET_TEXT_SIZE], left[WIDGET_TEXT_SIZE], helpful[WIDGET_TEXT_SIZE],
		harmful[WIDGET_TEXT_SIZE];

	if (m->verdict != COMPARISON_TAKEN) {
		snprintf(out, cap, "scores none of them");
		return;
	}
	widget_text_count(scored, m->scored);
	widget_text_count(left, m->not_scored);
	widget_text_count(helpful, m->helpful);
	widget_text_count(harmful, m->harmful);
	snprintf(out, cap, "scores %s of them, leaves out %s; %s helpful, %s harmful", scored, left,
		 helpful, harmful);
}

const char *view_compare_rows_remark(const struct compared_model *m)
{
	if (m->note[0] != '\0' || m->verdict == COMPARISON_TAKEN)
		return m->note;
	return comparison_verdict_word(m->verdict);
}

void view_compare_rows_fate(const struct compared_label *l, char *out, size_t cap)
{
	switch (l->mapping) {
	case COMPARISON_MAPPED: snprintf(out, cap, "counts as %s", l->to); return;
	case COMPARISON_PROPOSED:
		snprintf(out, cap, "left out; if it means %s, map it (M)", l->to);
		return;
	case COMPARISON_NO_LIKE:
		snprintf(out, cap, "left out: none of the model's labels is like it");
		return;
	}
}

/* The comparison that has the row, or NULL when it is no longer the dashboard's. */
static const struct comparison *comparison_of(const struct dashboard *d,
					      const struct compared_model *m)
{
	const struct comparison *c = d->comparison;

	return c != NULL && m >= c->models && m < c->models + c->n_models ? c : NULL;
}

/* Adds names in lines of a few, since one line of a page does not hold them all. */
static void add_names(struct widget_detail *p, const char *label, const char *const *names,
		      size_t n)
{
	char text[8 * (LIMIT_LABEL + 3)];

	for (size_t i = 0; i < n; i += 8) {
		text_list(text, sizeof(text), names + i, n - i < 8 ? n - i : 8);
		widget_detail_add(p, i == 0 ? label : "", "%s%s", text, i + 8 < n ? "," : "");
	}
	if (n == 0)
		widget_detail_add(p, label, "not known: its file is not here");
}

/* Adds each label with what becomes of its records, since a list has room for one of them. */
static void add_labels(struct widget_detail *p, const struct comparison *c,
		       const struct compared_model *m)
{
	char fate[160], count[WIDGET_TEXT_SIZE];

	if (m->labels_to_map == 0)
		return;
	widget_detail_text(p, STYLE_TEXT, "");
	widget_detail_text(p, STYLE_BOLD, "LABELS OF THE RECORDS THAT IT LACKS");
	for (size_t i = 0; i < m->labels_to_map; i++) {
		const struct compared_label *l = &c->labels[m->first_label + i];

		view_compare_rows_fate(l, fate, sizeof(fate));
		widget_text_count(count, l->records);
		widget_detail_add(p, "", "%s: %s record%s, %s", l->label, count,
				  l->records == 1 ? "" : "s", fate);
	}
	widget_detail_text(p, STYLE_DIM,
			   "A mapping is part of this forecast alone: rename labels in the file "
			   "before you commit to it.");
}

/*
 * Adds how the worth comes about: share, pool, epochs and competitors. Epochs differ in length from
 * datanet to datanet, so that the pool's line says it.
 */
static void add_worth(const struct dashboard *d, struct widget_detail *p,
		      const struct compared_model *m)
{
	const struct widget_row r = widget_value_row(ROW_COMPARED_MODEL, NULL, m);
	char text[VALUE_TEXT_SIZE], length[WIDGET_TEXT_SIZE];

	widget_value_name(d, text, sizeof(text), &r, "share");
	widget_detail_add(p, "Share", "%s%s", text, m->has_share ? " of an epoch's pool" : "");
	widget_value_name(d, text, sizeof(text), &r, "worth");
	widget_detail_add(p, "Worth", "%s%s%s", text,
			  m->has_worth ? " an epoch, an estimate  " : "",
			  m->has_worth ? trust_mark(trust_min(m->pool.trust, TRUST_REPORTED),
						    d->options.ascii)
				       : "");
	if (m->pool.epochs == 0) {
		widget_detail_add(p, "Pool", "no settled epoch is known");
	} else {
		widget_value_name(d, text, sizeof(text), &r, "pool");
		widget_text_duration(length, (int64_t)(m->pool.seconds / m->pool.epochs));
		widget_detail_add(p, "Pool", "%s, mean of the last %llu epoch%s of %s  %s", text,
				  (unsigned long long)m->pool.epochs,
				  m->pool.epochs == 1 ? "" : "s", length,
				  trust_mark(m->pool.trust, d->options.ascii));
	}
	widget_value_name(d, text, sizeof(text), &r, "contributors");
	widget_detail_add(p, "Paid accounts", "%s%s", text,
			  m->has_contributors ? " in the newest epoch" : "");
}

/* The order is the order of questions: what it takes, what that is worth, on which terms. */
static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct compared_model *m = row;
	const struct comparison *c = comparison_of(d, m);
	const struct widget_row r = widget_value_row(ROW_COMPARED_MODEL, NULL, m);
	struct widget_detail *p = widget_detail_new(m->name[0] != '\0' ? m->name : m->datanet);
	const char *names[LIMIT_CLASSES];
	char text[256];

	(void)s;
	widget_value_detail(d, p, "Network", &r, "network");
	widget_value_detail_known(d, p, "Datanet", &r, "datanet");
	view_compare_rows_verdict(m, text, sizeof(text));
	widget_detail_add(p, "These records", "it %s", text);
	if (view_compare_rows_remark(m)[0] != '\0')
		widget_detail_add(p, m->verdict == COMPARISON_TAKEN ? "Remark" : "Why", "%s",
				  view_compare_rows_remark(m));
	add_worth(d, p, m);
	if (c != NULL)
		add_names(p, "Labels", names, comparison_names_of(names, c, m));
	widget_value_detail(d, p, "Licences taken", &r, "licenses");
	comparison_weights_text(text, sizeof(text), m);
	widget_detail_add(p, "Own licence", "%s%s%s", text, m->weights[0] != '\0' ? "  " : "",
			  m->weights[0] != '\0' ? trust_mark(m->weights_trust, d->options.ascii)
						: "");
	widget_value_detail_known(d, p, "Artifact", &r, "hash");
	if (c != NULL)
		add_labels(p, c, m);
	widget_detail_text(p, STYLE_TEXT, "");
	snprintf(text, sizeof(text), "Advisory: %s.", comparison_assumptions());
	widget_detail_text(p, STYLE_DIM, text);
	widget_detail_text(p, STYLE_DIM, "Nothing of the records has left this machine.");
	return p;
}

const struct widget_list_info view_compare_rows = {
	columns,
	ARRAY_SIZE(columns),
	{.kind = ROW_COMPARED_MODEL, .id = id, .rows = rows, .ref = hold, .unref = let_go},
	dress,
	"No model was there to compare with.",
	.page = page};
