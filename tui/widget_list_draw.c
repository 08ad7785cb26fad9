/*
 * Drawing a list: lay_out() gives each column its width, then titles and rows follow.
 *
 * Columns are dropped by their number until the rest fits; then flexible ones share the cells that
 * are left, or give way when even the columns that are never dropped do not fit.
 */
#include "tui/widget_list_draw.h"

#include <stdio.h>

#include "base/text.h"
#include "tui/screen_mark.h"
#include "tui/widget_chart.h"
#include "tui/widget_index.h"
#include "tui/widget_text.h"

#define COLUMNS_MAX 16

/* Cells before the first column, for the selection's arrow and the user's mark. */
#define MARGIN 2

/* Cells between two columns. */
#define GAP 2

/* Computes the widths of the columns in `w` cells; 0 means that a column is dropped. */
static void lay_out(const struct widget_list_info *info, int widths[static COLUMNS_MAX], int w)
{
	int used = MARGIN - GAP;

	for (size_t i = 0; i < info->n_columns; i++) {
		widths[i] = info->columns[i].width;
		used += widths[i] + GAP;
	}
	while (used > w) {
		size_t worst = 0;

		for (size_t i = 0; i < info->n_columns; i++)
			if (widths[i] > 0 && (info->columns[i].drop > info->columns[worst].drop ||
					      widths[worst] == 0))
				worst = i;
		if (info->columns[worst].drop == 0)
			break;
		used -= widths[worst] + GAP;
		widths[worst] = 0;
	}
	/* Flexible columns grow into the cells left over, or shrink to 4 cells. */
	for (size_t i = 0; i < info->n_columns; i++) {
		int more = info->columns[i].max - widths[i];
		int left = w - used;

		if (widths[i] == 0 || info->columns[i].max <= info->columns[i].width)
			continue;
		more = left < more ? left : more;
		more = widths[i] + more < 4 ? 4 - widths[i] : more;
		widths[i] += more;
		used += more;
	}
}

static void draw_title(const struct widget_list *l, struct screen *s, struct screen_area a,
		       const int *widths)
{
	int x = MARGIN;

	for (size_t i = 0; i < l->info->n_columns; i++) {
		const struct widget_column *c = &l->info->columns[i];
		bool sorted = l->query.sort == (int)i;
		char title[48];

		if (widths[i] == 0)
			continue;
		snprintf(title, sizeof(title), "%s%s", c->title,
			 !sorted	    ? ""
			 : l->query.reverse ? "▼"
					    : "▲");
		if (c->right)
			screen_right(s, a, 0, x, widths[i], sorted ? STYLE_ACCENT : STYLE_DIM,
				     title);
		else
			screen_fit(s, a, 0, x, widths[i], sorted ? STYLE_ACCENT : STYLE_DIM, title);
		x += widths[i] + GAP;
	}
}

/* Draws a picture, or a text with its note. */
static void draw_cell(struct screen *s, struct screen_area a, int y, int x, int w, bool right,
		      const struct widget_cell *c)
{
	if (c->spark) {
		widget_chart_spark(s, a, y, x, 1, w, c->style, c->values, c->n_values);
		return;
	}
	if (c->bar >= 0) {
		widget_chart_bar(s, a, y, x, w, c->style, c->bar);
		return;
	}
	if (c->note[0] != '\0') {
		screen_right(s, a, y, x, w, c->note_style, c->note);
		w -= text_width(c->note) + 2;
	}
	if (right)
		screen_right(s, a, y, x, w, c->style, c->text);
	else
		screen_fit(s, a, y, x, w, c->style, c->text);
}

static void draw_row(struct widget_list *l, struct screen *s, struct screen_area a, int y,
		     size_t place, const int *widths)
{
	size_t row = l->order.rows != NULL ? l->order.rows[place] : place;
	bool selected = place == l->selected;
	int x = MARGIN, from = 0;

	if (selected)
		screen_text(s, a, y, 0, STYLE_ACCENT, "▸");
	if (l->n_marks > 0 && widget_list_marked(l, l->info->table.id(l->data, row)))
		screen_text(s, a, y, 1, STYLE_ACCENT, "•");
	for (size_t i = 0; i < l->info->n_columns; i++) {
		struct widget_cell c;

		if (widths[i] == 0)
			continue;
		c.text[0] = '\0';
		c.style = STYLE_TEXT;
		c.bar = -1;
		c.spark = false;
		c.note[0] = '\0';
		l->info->cell(l->d, l->data, row, i, &c);
		draw_cell(s, a, y, x, widths[i], l->info->columns[i].right, &c);
		/*
		 * The selection is reversed, which would turn a picture into its opposite, so it
		 * leaves the picture out.
		 */
		if (selected && !s->accessible && (c.spark || c.bar >= 0)) {
			screen_mark_selected(s, a, y, from, x - 1 - from);
			from = x + widths[i] + 1;
		}
		x += widths[i] + GAP;
	}
	screen_mark_hit(s, a, y, 0, a.w, (unsigned)(SCREEN_HIT_ROW + y));
	if (selected) {
		screen_mark_selected(s, a, y, from, a.w - from);
		screen_cursor(s, a, y, MARGIN, false);
	}
}

void widget_list_draw(struct widget_list *l, struct screen *s, struct screen_area a)
{
	int widths[COLUMNS_MAX];
	size_t rows;

	l->page = a.h - 1;
	if (a.h < 1)
		return;
	if (l->order.n == 0) {
		if (l->query.filter[0] != '\0')
			screen_printf(s, a, 0, MARGIN, STYLE_DIM,
				      "no row has \"%s\"; Esc shows all", l->query.filter);
		else
			screen_wrap(s, a, 0, MARGIN, a.h, a.w - MARGIN, STYLE_DIM, l->info->empty);
		return;
	}
	/* On a single line the selected row is worth more than the titles. */
	if (a.h > 1) {
		lay_out(l->info, widths, a.w);
		draw_title(l, s, a, widths);
		a = screen_part(a, 1, 0, a.h - 1, a.w);
	} else {
		l->page = 1;
		lay_out(l->info, widths, a.w);
	}
	rows = (size_t)a.h;
	if (l->selected < l->top)
		l->top = l->selected;
	if (l->selected >= l->top + rows)
		l->top = l->selected - rows + 1;
	if (l->top + rows > l->order.n)
		l->top = l->order.n > rows ? l->order.n - rows : 0;
	for (size_t i = 0; i < rows && l->top + i < l->order.n; i++)
		draw_row(l, s, a, (int)i, l->top + i, widths);
}

/* Bytes for two counts, a filter and a few words. */
#define PLACE_SIZE (2 * WIDGET_TEXT_SIZE + WIDGET_FILTER_SIZE + 32)

/* Writes "3 of 50", "/text 3 of 5", and whether the rows are being ordered. */
static void place_text(const struct widget_list *l, char out[static PLACE_SIZE])
{
	char at[WIDGET_TEXT_SIZE], all[WIDGET_TEXT_SIZE];
	const char *busy = widget_index_pending(l->d->index, l) ? "  ordering…" : "";

	widget_text_count(at, l->order.n > 0 ? l->selected + 1 : 0);
	widget_text_count(all, l->order.n);
	if (l->typing || l->query.filter[0] != '\0')
		snprintf(out, PLACE_SIZE, "/%s%s  %s of %s%s", l->query.filter,
			 l->typing ? "_" : "", at, all, busy);
	else
		snprintf(out, PLACE_SIZE, "%s of %s%s", at, all, busy);
}

void widget_list_draw_heading(const struct widget_list *l, struct screen *s, struct screen_area a,
			      const char *title, const char *note)
{
	char place[PLACE_SIZE];
	int x = screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, title) + 2;
	int w;

	place_text(l, place);
	w = text_width(place);
	screen_right(s, a, 0, x, a.w - x, l->typing ? STYLE_INPUT : STYLE_DIM, place);
	screen_fit(s, a, 0, x, a.w - x - w - 2, STYLE_DIM, note);
	if (l->typing)
		screen_cursor(s, a, 0, a.w - w + 1 + text_width(l->query.filter), true);
}
