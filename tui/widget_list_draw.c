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
#include "tui/widget_value.h"

/* Cells before the first column, for the selection's arrow and the user's mark. */
#define MARGIN 2

/* Cells between two columns. */
#define GAP 2

/* A flexible column is not made narrower than this. */
#define LEAST 4

/* A list keeps the width that it has on a terminal of 80, and a page needs some lines. */
#define BESIDE_LIST 78
#define BESIDE_ROWS 8

/* The row at a place of the order. */
static const void *row_at(const struct widget_list *l, size_t place)
{
	return widget_order_row(&l->rows, l->order.rows != NULL ? l->order.rows[place] : place);
}

/* Writes what stands in a column of a row. What is not known is dim, how it is known an accent. */
static void fill(struct widget_list *l, const void *row, size_t column, struct widget_cell *out)
{
	const struct widget_shown *c = &l->shown[column];
	struct value v;

	out->text[0] = '\0';
	out->style = STYLE_TEXT;
	out->bar = -1;
	out->spark = false;
	out->note[0] = '\0';
	if (c->column != NULL) {
		column_value(&v, c->column, l->rows.snapshot, row);
		widget_value_text(l->d, out->text, sizeof(out->text), c->column, &v,
				  c->look.whole ? WIDGET_VALUE_WHOLE : WIDGET_VALUE_NARROW);
		if (!v.known)
			out->style = STYLE_DIM;
		else if (v.type == VALUE_TRUST)
			out->style = STYLE_ACCENT;
	}
	if (column < l->info->n_columns && l->info->dress != NULL)
		l->info->dress(l->d, row, column, out);
}

/* The cells that a column needs: those of a number are never cut off while there is room. */
static int width_of(struct widget_list *l, size_t column, size_t top, size_t n)
{
	const struct widget_column *look = &l->shown[column].look;
	int width = look->width;

	for (size_t i = 0; i < n && look->max == 0 && look->name != NULL; i++) {
		struct widget_cell cell;
		int need;

		fill(l, row_at(l, top + i), column, &cell);
		need = text_width(cell.text);
		width = need > width ? need : width;
	}
	return width;
}

/* Drops columns until the rest fits `w` cells or none may be dropped. Returns: the cells used. */
static int drop_columns(const struct widget_list *l, int widths[static WIDGET_COLUMNS_MAX],
			int used, int w)
{
	while (used > w) {
		size_t worst = 0;

		for (size_t i = 0; i < l->n_shown; i++)
			if (widths[i] > 0 && (l->shown[i].look.drop > l->shown[worst].look.drop ||
					      widths[worst] == 0))
				worst = i;
		if (l->shown[worst].look.drop == 0)
			break;
		used -= widths[worst] + GAP;
		widths[worst] = 0;
	}
	return used;
}

/*
 * Computes the widths of the columns in `w` cells, for the `n` rows from place `top`; 0 means that
 * a column is dropped. Where even the columns that are never dropped do not fit, the widest number
 * gives way, and its cut is marked.
 */
static void lay_out(struct widget_list *l, int widths[static WIDGET_COLUMNS_MAX], int w, size_t top,
		    size_t n)
{
	int used = MARGIN - GAP;
	size_t widest = 0;

	for (size_t i = 0; i < l->n_shown; i++) {
		widths[i] = width_of(l, i, top, n);
		used += widths[i] + GAP;
	}
	used = drop_columns(l, widths, used, w);
	/* Flexible columns grow into the cells left over, or shrink. */
	for (size_t i = 0; i < l->n_shown; i++) {
		int more = l->shown[i].look.max - widths[i];
		int left = w - used;

		widest = widths[i] > widths[widest] ? i : widest;
		if (widths[i] == 0 || l->shown[i].look.max == 0)
			continue;
		more = left < more ? left : more;
		if (more < 0 && widths[i] + more < LEAST)
			more = widths[i] > LEAST ? LEAST - widths[i] : 0;
		widths[i] += more;
		used += more;
	}
	if (used > w && widths[widest] - (used - w) >= LEAST)
		widths[widest] -= used - w;
}

/* Numbers and their titles stand flush right. */
static bool at_right(const struct widget_shown *c)
{
	return c->column != NULL && value_is_number(c->column->type);
}

static void draw_title(const struct widget_list *l, struct screen *s, struct screen_area a,
		       const int *widths)
{
	int x = MARGIN;

	for (size_t i = 0; i < l->n_shown; i++) {
		const struct widget_shown *c = &l->shown[i];
		bool sorted = l->sorted == (int)i;
		char title[48];

		if (widths[i] == 0)
			continue;
		snprintf(title, sizeof(title), "%s%s", c->look.title,
			 !sorted	    ? ""
			 : l->query.reverse ? "▼"
					    : "▲");
		if (at_right(c))
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
	if (right) {
		screen_right(s, a, y, x, w, c->style, c->text);
		return;
	}
	if (c->note[0] != '\0')
		w -= text_width(c->note) + GAP;
	x += screen_fit(s, a, y, x, w, c->style, c->text) + GAP;
	screen_text(s, a, y, x, c->note_style, c->note);
}

/* The one style of texts in the selection's bar: colours in reverse would be a patchwork. */
static enum screen_style in_bar(enum screen_style style)
{
	return style == STYLE_BOLD ? STYLE_BOLD : STYLE_TEXT;
}

static void draw_row(struct widget_list *l, struct screen *s, struct screen_area a, int y,
		     size_t place, const int *widths)
{
	const void *row = row_at(l, place);
	bool selected = place == l->selected && !l->idle;
	int x = MARGIN;

	if (selected)
		screen_text(s, a, y, 0, STYLE_TEXT, "▸");
	if (l->n_marks > 0 && widget_list_marked(l, l->info->table.id(l->rows.snapshot, row)))
		screen_text(s, a, y, 1, selected ? STYLE_TEXT : STYLE_ACCENT, "•");
	for (size_t i = 0; i < l->n_shown; i++) {
		struct widget_cell c;

		if (widths[i] == 0)
			continue;
		fill(l, row, i, &c);
		if (selected && !c.spark && c.bar < 0) {
			c.style = in_bar(c.style);
			c.note_style = in_bar(c.note_style);
		}
		draw_cell(s, a, y, x, widths[i], at_right(&l->shown[i]), &c);
		x += widths[i] + GAP;
	}
	/* A click means a row of the list that has the focus. */
	if (!l->idle)
		screen_mark_hit(s, a, y, 0, a.w, (unsigned)(SCREEN_HIT_ROW + y));
	/* Pictures are part of the bar, and keep their colour there. */
	if (selected) {
		screen_mark_reverse(s, a, y, 0, a.w);
		screen_cursor(s, a, y, MARGIN, false);
	}
}

void widget_list_draw(struct widget_list *l, struct screen *s, struct screen_area a)
{
	int widths[WIDGET_COLUMNS_MAX];
	/* On a single line the selected row is worth more than the titles. */
	bool titles = a.h > 1;
	size_t rows = (size_t)(titles ? a.h - 1 : a.h);

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
	l->page = (int)rows;
	if (l->selected < l->top)
		l->top = l->selected;
	if (l->selected >= l->top + rows)
		l->top = l->selected - rows + 1;
	if (l->top + rows > l->order.n)
		l->top = l->order.n > rows ? l->order.n - rows : 0;
	rows = l->order.n - l->top < rows ? l->order.n - l->top : rows;
	lay_out(l, widths, a.w, l->top, rows);
	if (titles)
		draw_title(l, s, a, widths);
	for (size_t i = 0; i < rows; i++)
		draw_row(l, s, screen_part(a, titles, 0, a.h - titles, a.w), (int)i, l->top + i,
			 widths);
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

struct screen_area widget_list_draw_beside(const struct widget_list *l, struct screen *s,
					   struct screen_area a)
{
	struct screen_area left, right;
	struct widget_detail *page;

	if (s->accessible || a.h < BESIDE_ROWS ||
	    !screen_split(&left, &right, a, BESIDE_LIST, WIDGET_DETAIL_LEAST, WIDGET_DETAIL_MOST))
		return a;
	page = widget_list_page(l);
	if (page == NULL)
		return a;
	screen_rule_beside(s, left);
	widget_detail_draw(page, s, right);
	return left;
}
