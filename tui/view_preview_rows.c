/*
 * Records of a preview as rows, and their pages. In this order: the table and its columns, the
 * figures of a record (new_page(), which also stands beside the list), the words that carried its
 * score (tui/view_preview_words.h), and the whole record below them (add_whole()), whose bytes are
 * wrapped and revealed in add_bytes().
 */
#include "tui/view_preview_rows.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/reveal.h"
#include "base/text.h"
#include "tui/view_preview_words.h"
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
	else if (f == PREVIEW_CONTRADICTION)
		snprintf(out, cap, "contradicts #%u", (unsigned)r->contradicts);
	else if (f == PREVIEW_NO_LABEL)
		snprintf(out, cap, "no label, model says %s", r->predicted);
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
	out->note_style = r->suspicious || r->broken || r->contradicted ? STYLE_BAD : STYLE_DIM;
}

/* Cells of a line of the text: with the indent a page of 80 columns wraps none of them. */
#define LINE_CELLS 76

/* As many lines of a record are on its page; the command line has all of them. */
#define LINES_SHOWN 8000

/* The bytes of `text`, `len` long, that go on one line: whole words, if one ends in it. */
static size_t line_length(const char *text, size_t len)
{
	size_t cut = text_fit(text, LINE_CELLS), word = cut;

	if (cut >= len)
		return len;
	while (word > 0 && text[word - 1] != ' ')
		word--;
	return word > 0 ? word : cut > 0 ? cut : 1;
}

/*
 * Adds bytes of anybody's, wrapped here because the page scrolls by lines of its own. No character
 * moves the cursor or passes for another. Returns: whether all of it is there.
 */
static bool add_bytes(struct dashboard *d, struct widget_detail *p, const struct buf *bytes)
{
	struct buf shown;
	const char *at;
	size_t lines = 0;

	/* "<U+200B>" takes the place of a byte or two. */
	buf_init(&shown, 16 * LIMIT_RECORD);
	reveal_text(&shown, bytes->data, bytes->len, d->options.ascii);
	at = buf_str(&shown);
	while (*at != '\0' && lines++ < LINES_SHOWN) {
		char line[8 * LINE_CELLS];
		size_t len = strcspn(at, "\n"), part = line_length(at, len);

		if (part > sizeof(line) - 1)
			part = sizeof(line) - 1;
		snprintf(line, sizeof(line), "%.*s", (int)part, at);
		widget_detail_text(p, STYLE_TEXT, line);
		at += part + (part == len && at[len] == '\n');
	}
	lines = *at == '\0' ? 0 : 1;
	buf_release(&shown);
	return lines == 0;
}

/* Adds the whole record: the text, and what stands in the file where that is more. */
static void add_whole(struct dashboard *d, struct widget_detail *p, struct whole_record *whole)
{
	bool same = whole->record.len == whole->text.len &&
		    memcmp(buf_str(&whole->record), buf_str(&whole->text), whole->text.len) == 0;
	bool all = true;

	if (whole->text.len > 0) {
		widget_detail_text(p, STYLE_TEXT, "");
		widget_detail_text(p, STYLE_BOLD, "TEXT");
		all = add_bytes(d, p, &whole->text);
	}
	if (!same && all) {
		widget_detail_text(p, STYLE_TEXT, "");
		widget_detail_text(p, STYLE_BOLD, "AS IT STANDS IN THE FILE");
		all = add_bytes(d, p, &whole->record);
	}
	if (!all)
		widget_detail_text(p, STYLE_WARN,
				   "The rest is too long for this page; byline preview --record "
				   "prints it.");
}

/*
 * Makes a page of the figures of a record, and what they mean for the model. `text_too` adds the
 * beginning of its text, where the whole of it does not follow.
 */
static struct widget_detail *new_page(const struct dashboard *d, const struct preview_row *r,
				      bool text_too)
{
	const struct widget_row v = widget_value_row(ROW_PREVIEW, NULL, r);
	char title[48], text[VALUE_TEXT_SIZE], note[64];
	struct widget_detail *p;

	snprintf(title, sizeof(title), "RECORD %llu", (unsigned long long)r->index);
	p = widget_detail_new(title);
	if (text_too)
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
		widget_detail_add(p, "Percentile",
				  "%s of the records that it was compared with help less", text);
	}
	note_of(r, note, sizeof(note));
	if (note[0] != '\0')
		widget_detail_add(p, "Note", "%s", note);
	return p;
}

/* The page beside a list has what is at hand, and reads no file. */
static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	(void)s;
	return new_page(d, row, true);
}

void view_preview_rows_open(struct dashboard *d, const struct preview_row *r,
			    struct whole_record *whole, const char *why)
{
	struct widget_detail *p = new_page(d, r, why != NULL);

	if (why == NULL) {
		view_preview_words_most(p, whole);
		add_whole(d, p, whole);
		view_preview_words_all(p, whole);
	} else {
		widget_detail_add(p, "Record", "%s", why);
	}
	widget_detail_open(d, p);
}

const struct widget_list_info view_preview_rows = {
	columns,
	ARRAY_SIZE(columns),
	{.kind = ROW_PREVIEW, .id = id, .rows = rows, .ref = hold, .unref = let_go},
	dress,
	"The file has no records.",
	.page = page,
	.opens_more = true};
