/* Records of a preview as rows, and a record's page. */
#include "tui/view_preview_rows.h"

#include <stdio.h>

#include "tui/widget_value.h"

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

/* The text sorts by its finding: likely wrong labels come first. */
static const struct widget_column columns[] = {
	[RECORD] = {"record", "#", .width = 6},
	[INFLUENCE] = {"influence", .width = 9},
	[PERCENTILE] = {"percentile", .width = 5, .drop = 4},
	[LOSS] = {"loss", .width = 5, .drop = 3},
	[LABEL] = {"label", .width = 8, .drop = 2},
	[TEXT] = {"text", "RECORD", .width = 14, .max = 200, .sort = "finding"},
};

static const void *rows(const void *data, size_t *n)
{
	const struct preview *p = data;

	*n = p->n_rows;
	return p->rows;
}

static uint64_t id(const struct snapshot *s, const void *row)
{
	(void)s;
	return ((const struct preview_row *)row)->index;
}

/* Writes the most urgent finding about a record, or "". */
static void note_of(const struct preview_row *r, char *out, size_t cap)
{
	const enum preview_finding f = preview_finding_of(r);

	if (f == PREVIEW_DUPLICATE)
		snprintf(out, cap, "same as #%llu", (unsigned long long)r->duplicate_of);
	else
		snprintf(out, cap, "%s", preview_finding_word(f));
}

/* Negative influence is a warning; the finding stands at the right of the text. */
static void dress(struct dashboard *d, const void *row, size_t column, struct widget_cell *out)
{
	const struct preview_row *r = row;

	(void)d;
	if (column == INFLUENCE && r->influence < 0)
		out->style = STYLE_WARN;
	if (column != TEXT)
		return;
	note_of(r, out->note, sizeof(out->note));
	out->note_style = r->suspicious ? STYLE_BAD : STYLE_DIM;
}

/* All figures of a record, and what they mean for the model. */
static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct preview_row *r = row;
	const struct widget_row v = widget_value_row(ROW_PREVIEW, NULL, r);
	char title[48], text[VALUE_TEXT_SIZE], note[64];
	struct widget_detail *p;

	(void)s;
	snprintf(title, sizeof(title), "RECORD %llu", (unsigned long long)r->index);
	p = widget_detail_new(title);
	widget_value_detail(d, p, "Text", &v, "text");
	widget_value_detail(d, p, "Label", &v, "label");
	widget_value_detail(d, p, "Model says", &v, "predicted");
	widget_value_name(d, text, sizeof(text), &v, "probability");
	widget_detail_add(p, "Probability", "%s for the record's own label", text);
	widget_value_name(d, text, sizeof(text), &v, "loss");
	widget_detail_add(p, "Loss", "%s%s", text,
			  r->suspicious ? ", among the highest: the label looks wrong" : "");
	widget_value_name(d, text, sizeof(text), &v, "influence");
	widget_detail_add(p, "Influence", "%s%s", text,
			  r->unknown_label   ? ""
			  : r->influence > 0 ? ", helpful: it lowers held-out loss"
			  : r->influence < 0 ? ", harmful: it raises held-out loss"
					     : ", neutral");
	if (r->percentile >= 0) {
		widget_value_name(d, text, sizeof(text), &v, "percentile");
		widget_detail_add(p, "Percentile", "%s of the training records help less", text);
	}
	note_of(r, note, sizeof(note));
	if (note[0] != '\0')
		widget_detail_add(p, "Note", "%s", note);
	return p;
}

const struct widget_list_info view_preview_rows = {
	columns,
	ARRAY_SIZE(columns),
	{.kind = ROW_PREVIEW, .id = id, .rows = rows, .ref = hold, .unref = let_go},
	dress,
	"The file has no records.",
	page};
