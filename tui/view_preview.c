/* What would a dataset do to the model, and which of its records? Advisory, and says so. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/widget_chart.h"
#include "tui/widget_figure.h"
#include "tui/widget_list.h"
#include "tui/widget_popup.h"
#include "tui/widget_preview.h"

struct preview_view {
	const struct preview *shown; /* with a reference; NULL = none yet */
	struct widget_list list;
};

static const void *hold(const void *data)
{
	return preview_ref(data);
}

static void let_go(const void *data)
{
	preview_unref(data);
}

enum column { RECORD, INFLUENCE, PERCENTILE, LOSS, LABEL, TEXT };

static const struct widget_column columns[] = {
	{"#", 6, 0, 0, true, true},	 {"INFLUENCE", 9, 0, 0, true, true},
	{"PCT", 5, 0, 4, true, true},	 {"LOSS", 5, 0, 3, true, true},
	{"LABEL", 8, 0, 2, false, true}, {"RECORD", 14, 200, 0, false, true},
};

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

/* How much a row asks for attention. */
static int attention(const struct preview_row *r)
{
	return r->suspicious ? 3 : r->duplicate_of != UINT64_MAX ? 2 : r->unknown_label ? 1 : 0;
}

static int compare(const void *data, size_t a, size_t b, unsigned column)
{
	const struct preview_row *x = row_of(data, a), *y = row_of(data, b);

	switch ((enum column)column) {
	case RECORD: return widget_compare_u64(x->index, y->index);
	case INFLUENCE: return widget_compare_double((double)x->influence, (double)y->influence);
	case PERCENTILE: return widget_compare_double((double)x->percentile, (double)y->percentile);
	case LOSS: return widget_compare_double((double)x->loss, (double)y->loss);
	case LABEL: return strcmp(x->label, y->label);
	case TEXT: return attention(y) - attention(x);
	}
	return 0;
}

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
	switch ((enum column)column) {
	case RECORD:
		snprintf(out->text, sizeof(out->text), "%llu", (unsigned long long)r->index);
		break;
	case INFLUENCE:
		if (r->unknown_label)
			snprintf(out->text, sizeof(out->text), "–");
		else
			widget_signed(out->text, (double)r->influence, 4, 9);
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

static const struct widget_list_info info = {columns,
					     ARRAY_SIZE(columns),
					     {count, id, compare, text, hold, let_go},
					     cell,
					     "The file has no records."};

static void open_view(struct dashboard *d, void *state)
{
	widget_list_init(&((struct preview_view *)state)->list, d, &info);
}

static void close_view(struct dashboard *d, void *state)
{
	struct preview_view *v = state;

	(void)d;
	widget_list_release(&v->list);
	preview_unref(v->shown);
}

static struct widget_list *list(const struct dashboard *d, void *state)
{
	struct preview_view *v = state;

	(void)d;
	return v->shown != NULL ? &v->list : NULL;
}

void widget_preview_ended(struct dashboard *d, void *form, struct work_result *result)
{
	struct preview_view *v = d->states[VIEW_PREVIEW];

	widget_form_ended(d, form, result);
	if (result->status != STATUS_OK || result->preview == NULL)
		return;
	preview_unref(v->shown);
	v->shown = result->preview;
	result->preview = NULL;
	/* Marks and place belong to the file that was shown before. */
	widget_list_release(&v->list);
	widget_list_init(&v->list, d, &info);
	widget_list_set(&v->list, v->shown);
	dashboard_show(d, VIEW_PREVIEW);
}

const struct preview *widget_preview_shown(const struct dashboard *d)
{
	return ((const struct preview_view *)d->states[VIEW_PREVIEW])->shown;
}

static void draw_counts(const struct preview *p, struct screen *s, struct screen_area a, int y)
{
	static const char *const names[] = {"helpful", "harmful", "neutral"};
	const uint64_t counts[] = {p->helpful, p->harmful, p->neutral};
	int x = 2;

	for (int i = 0; i < 3; i++) {
		char n[WIDGET_TEXT_SIZE];

		widget_count(n, counts[i]);
		x += screen_text(s, a, y, x, STYLE_DIM, names[i]) + 1;
		x += screen_text(s, a, y, x, i == 1 ? STYLE_WARN : STYLE_BOLD, n) + 3;
	}
}

static void draw_histogram(const struct preview *p, struct screen *s, struct screen_area a)
{
	char low[WIDGET_TEXT_SIZE], high[WIDGET_TEXT_SIZE];

	screen_text(s, a, 0, 0, STYLE_BOLD, "INFLUENCE");
	widget_histogram(s, a, 1, 2, 3, PREVIEW_BINS, p->histogram, PREVIEW_BINS);
	widget_signed(low, p->lowest, 3, 9);
	widget_signed(high, p->highest, 3, 9);
	screen_text(s, a, 4, 2, STYLE_DIM, low);
	screen_text(s, a, 4, 2 + PREVIEW_BINS / 2, STYLE_DIM, "0");
	screen_right(s, a, 4, 2, PREVIEW_BINS, STYLE_DIM, high);
}

static void draw_estimates(const struct preview *p, struct screen *s, struct screen_area a)
{
	char lower[WIDGET_TEXT_SIZE];

	screen_text(s, a, 0, 0, STYLE_BOLD, "RETRAINING WOULD");
	if (p->has_change) {
		screen_printf(s, a, 1, 2, STYLE_TEXT, "%s held-out loss by %.1f %%",
			      p->change < 0 ? "lower" : "raise", fabs(p->change) * 100);
		screen_printf(s, a, 2, 2, STYLE_DIM, "(%+.1f to %+.1f %% by its test)",
			      p->change_low * 100, p->change_high * 100);
	} else {
		screen_fit(s, a, 1, 2, a.w - 2, STYLE_DIM, "not be foreseen: the model's own");
		screen_fit(s, a, 2, 2, a.w - 2, STYLE_DIM, "test is too weak for a figure");
	}
	screen_text(s, a, 3, 0, STYLE_BOLD, "THE NETWORK WOULD SCORE");
	widget_share(lower, p->has_share ? p->share : -1);
	screen_printf(s, a, 4, 2, STYLE_TEXT, p->has_share ? "about %s of an epoch's pool" : "%s",
		      p->has_share ? lower : "no figure for this rule");
}

static void draw_summary(const struct preview *p, struct screen *s, struct screen_area a)
{
	const struct {
		uint64_t n;
		const char *one, *many;
	} found[] = {{p->suspicious, "likely wrong label", "likely wrong labels"},
		     {p->duplicates, "duplicate", "duplicates"},
		     {p->unlabelled, "without a known label", "without a known label"}};
	char text[256] = "";

	for (size_t i = 0; i < ARRAY_SIZE(found); i++) {
		size_t used = strlen(text);

		if (found[i].n > 0)
			snprintf(text + used, sizeof(text) - used, "%s%llu %s",
				 used > 0 ? ", " : "", (unsigned long long)found[i].n,
				 found[i].n == 1 ? found[i].one : found[i].many);
	}
	if (text[0] == '\0')
		snprintf(text, sizeof(text),
			 "no label looks wrong, no record is there twice, every label is known");
	screen_fit(s, a, 0, 0, a.w, p->suspicious > 0 ? STYLE_WARN : STYLE_DIM, text);
	snprintf(text, sizeof(text), "advisory: %s", p->assumptions);
	screen_fit(s, a, 1, 0, a.w, STYLE_DIM, text);
}

static void draw_none(struct dashboard *d, struct screen *s, struct screen_area a)
{
	screen_text(s, a, 0, 0, STYLE_BOLD, "PREVIEW");
	screen_wrap(s, a, 2, 2, 4, a.w - 3, STYLE_TEXT,
		    "Which records of a file would help the model, which would harm it, and which "
		    "labels "
		    "look wrong? Scored on this machine; nothing leaves it.");
	if (!d->snap->has_datanet && a.h > 7)
		screen_wrap(
			s, a, 6, 2, 2, a.w - 3, STYLE_DIM,
			"This network has no datanet, so there is no model to score against yet.");
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct preview_view *v = state;
	const struct preview *p = v->shown;
	char title[300], note[96], records[WIDGET_TEXT_SIZE];
	const char *file;
	int y = 1;

	if (p == NULL) {
		draw_none(d, s, a);
		return;
	}
	file = strrchr(p->path, '/');
	widget_count(records, p->records);
	snprintf(title, sizeof(title), "PREVIEW  %s", file != NULL ? file + 1 : p->path);
	snprintf(note, sizeof(note), "→ %s   %.20s records in %.2f s", p->model_name, records,
		 p->seconds);
	widget_list_heading(&v->list, s, a, title, note);
	if (a.h >= 16 && a.w >= 76) {
		draw_histogram(p, s, screen_part(a, 2, 0, 6, 46));
		draw_estimates(p, s, screen_part(a, 2, 46, 6, a.w - 46));
		draw_counts(p, s, a, 7);
		y = 9;
	} else if (a.h >= 8) {
		draw_counts(p, s, a, 1);
		y = 2;
	}
	if (a.h >= 12) {
		draw_summary(p, s, screen_part(a, a.h - 2, 0, 2, a.w));
		a.h -= a.h >= 14 ? 3 : 2;
	}
	widget_list_draw(&v->list, s, screen_part(a, y, 0, a.h - y, a.w));
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct preview_view *v = state;
	const struct preview *p = v->shown;

	(void)d;
	if (p == NULL)
		snprintf(out, cap, "Preview: no file scored yet.");
	else
		snprintf(out, cap, "Preview: %llu helpful, %llu harmful, %llu likely wrong labels.",
			 (unsigned long long)p->helpful, (unsigned long long)p->harmful,
			 (unsigned long long)p->suspicious);
}

static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct preview_view *v = state;

	(void)d;
	if (v->shown == NULL) {
		snprintf(out, cap, "preview a file or folder");
		return ACTION_PREVIEW;
	}
	if (v->shown->suspicious > 0) {
		snprintf(out, cap, "look at the likely wrong labels, mend the file, preview again");
		return ACTION_OPEN;
	}
	/* Less than a two-thousandth of a pool shows as 0.0 %. */
	if (v->shown->has_share && v->shown->share < 0.0005) {
		snprintf(out, cap, "as it is it would earn nothing: look at the harmful records");
		return ACTION_LAST;
	}
	snprintf(out, cap, "commit to the dataset");
	return ACTION_COMMIT;
}

static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	const struct preview_view *v = state;

	(void)d;
	*why = "no file is scored yet: p scores one";
	return v->shown != NULL ||
	       (a != ACTION_OPEN && a != ACTION_EXPORT && a != ACTION_COPY && a != ACTION_COMMIT);
}

static void explain(struct dashboard *d, const struct preview_row *r)
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

/* The marked records' numbers, or the selected one's: to find them in the file. */
static void copy_numbers(struct dashboard *d, const struct widget_list *l)
{
	struct buf numbers;

	buf_init(&numbers, KIB);
	for (size_t i = 0; i < l->n_marks; i++)
		buf_addf(&numbers, "%s%llu", i > 0 ? " " : "", (unsigned long long)l->marks[i]);
	if (l->n_marks == 0)
		buf_addf(&numbers, "%llu", (unsigned long long)l->selected_id);
	dashboard_copy(d, l->n_marks > 1 ? "record numbers" : "record number", buf_str(&numbers));
	buf_release(&numbers);
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	struct preview_view *v = state;
	size_t row = v->shown != NULL ? widget_list_row(&v->list) : SIZE_MAX;

	if (a == ACTION_PREVIEW)
		widget_preview_open(d, v->shown != NULL ? v->shown->path : "");
	else if (a == ACTION_COMMIT)
		widget_commit_open(d, v->shown->path);
	else if (a == ACTION_EXPORT)
		widget_export_preview_open(d);
	else if (a == ACTION_OPEN && row != SIZE_MAX)
		explain(d, row_of(v->list.data, row));
	else if (a == ACTION_COPY && row != SIZE_MAX)
		copy_numbers(d, &v->list);
	else
		return false;
	return true;
}

const struct view view_preview = {
	.name = "preview",
	.state_size = sizeof(struct preview_view),
	.open = open_view,
	.close = close_view,
	.list = list,
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
