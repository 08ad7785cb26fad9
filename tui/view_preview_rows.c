/* Records of a preview as rows, and a record's page. */
#include "tui/view_preview_rows.h"

#include <stdio.h>
#include <string.h>

#include "tui/widget_detail.h"
#include "tui/widget_text.h"

/* A list may show a preview that the dashboard has replaced, so each list has a reference. */
static const void *hold(const void *data)
{
	return preview_ref(data);
}

static void let_go(const void *data)
{
	preview_unref(data);
}

enum preview_column { RECORD, INFLUENCE, PERCENTILE, LOSS, LABEL, TEXT };

static const struct widget_column columns[] = {
	{"#", 6, 0, 0, true, true},	 {"INFLUENCE", 9, 0, 0, true, true},
	{"PCT", 5, 0, 4, true, true},	 {"LOSS", 5, 0, 3, true, true},
	{"LABEL", 8, 0, 2, false, true}, {"RECORD", 14, 200, 0, false, true},
};

/* The record in a row of the preview `data`. */
static const struct preview_row *row_of(const void *data, size_t row)
{
	return &((const struct preview *)data)->rows[row];
}

static size_t count(const void *data)
{
	return ((const struct preview *)data)->n_rows;
}

static uint64_t id(const void *data, size_t row)
{
	return row_of(data, row)->index;
}

/*
 * How urgently a record needs the user: a wrong label first, then a duplicate, then an unknown
 * label. The text's column sorts by it.
 */
static int attention(const struct preview_row *r)
{
	return r->suspicious ? 3 : r->duplicate_of != UINT64_MAX ? 2 : r->unknown_label ? 1 : 0;
}

static int compare(const void *data, size_t a, size_t b, unsigned column)
{
	const struct preview_row *x = row_of(data, a), *y = row_of(data, b);

	switch ((enum preview_column)column) {
	case RECORD: return widget_compare_u64(x->index, y->index);
	case INFLUENCE: return widget_compare_double((double)x->influence, (double)y->influence);
	case PERCENTILE: return widget_compare_double((double)x->percentile, (double)y->percentile);
	case LOSS: return widget_compare_double((double)x->loss, (double)y->loss);
	case LABEL: return strcmp(x->label, y->label);
	case TEXT: return attention(y) - attention(x);
	}
	return 0;
}

/* Writes the most urgent finding about a record, or "". */
static void note_of(const struct preview_row *r, char *out, size_t cap)
{
	if (r->suspicious)
		snprintf(out, cap, "label looks wrong");
	else if (r->duplicate_of != UINT64_MAX)
		snprintf(out, cap, "same as #%llu", (unsigned long long)r->duplicate_of);
	else if (r->unknown_label)
		snprintf(out, cap, "unknown label");
	else
		out[0] = '\0';
}

/* The text that a filter looks at: label, record and finding. */
static void text(const void *data, size_t row, char *out, size_t cap)
{
	const struct preview_row *r = row_of(data, row);
	char note[64];

	note_of(r, note, sizeof(note));
	snprintf(out, cap, "%s %s %s", r->label, r->text, note);
}

static void cell(struct dashboard *d, const void *data, size_t row, size_t column,
		 struct widget_cell *out)
{
	const struct preview_row *r = row_of(data, row);

	(void)d;
	switch ((enum preview_column)column) {
	case RECORD:
		snprintf(out->text, sizeof(out->text), "%llu", (unsigned long long)r->index);
		break;
	case INFLUENCE:
		if (r->unknown_label)
			snprintf(out->text, sizeof(out->text), "–");
		else
			widget_text_signed(out->text, (double)r->influence, 4, 9);
		out->style = r->influence < 0 ? STYLE_WARN : STYLE_TEXT;
		break;
	case PERCENTILE:
		if (r->percentile >= 0)
			snprintf(out->text, sizeof(out->text), "%.0f %%", (double)r->percentile);
		break;
	case LOSS: snprintf(out->text, sizeof(out->text), "%.2f", (double)r->loss); break;
	case LABEL: snprintf(out->text, sizeof(out->text), "%s", r->label); break;
	case TEXT:
		snprintf(out->text, sizeof(out->text), "%s", r->text);
		note_of(r, out->note, sizeof(out->note));
		out->note_style = r->suspicious ? STYLE_BAD : STYLE_DIM;
		break;
	}
}

const struct widget_list_info view_preview_rows = {columns,
						   ARRAY_SIZE(columns),
						   {count, id, compare, text, hold, let_go},
						   cell,
						   "The file has no records."};

/* All figures of a record, and what they mean for the model. */
void view_preview_rows_open(struct dashboard *d, const struct preview_row *r)
{
	char title[48], note[64];
	struct widget_detail *p;

	snprintf(title, sizeof(title), "RECORD %llu", (unsigned long long)r->index);
	p = widget_detail_new(title);
	widget_detail_add(p, "Text", "%s", r->text);
	widget_detail_add(p, "Label", "%s", r->label[0] != '\0' ? r->label : "none");
	widget_detail_add(p, "Model says", "%s", r->predicted);
	widget_detail_add(p, "Probability", "%.1f %% for the record's own label",
			  (double)r->probability * 100);
	widget_detail_add(p, "Loss", "%.3f%s", (double)r->loss,
			  r->suspicious ? ", among the highest: the label looks wrong" : "");
	widget_detail_add(p, "Influence", "%+.6f, %s", (double)r->influence,
			  r->influence > 0   ? "helpful: it lowers held-out loss"
			  : r->influence < 0 ? "harmful: it raises held-out loss"
					     : "neutral");
	if (r->percentile >= 0)
		widget_detail_add(p, "Percentile", "%.0f %% of the training records help less",
				  (double)r->percentile);
	note_of(r, note, sizeof(note));
	if (note[0] != '\0')
		widget_detail_add(p, "Note", "%s", note);
	widget_detail_open(d, p);
}
