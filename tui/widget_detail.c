/*
 * A page of labelled lines. On wide screens labels stand left of their texts, on narrow ones above
 * them. A text wraps, so the page scrolls by lines of its own and not by lines of the screen.
 *
 * The page is filled by widget_detail_add() and _text(). draw_lines() draws it in both of its
 * places: draw() as a pop-up that scrolls, widget_detail_draw() beside a list, where it does not.
 */
#include "tui/widget_detail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The most lines of a page. Calldata at its limit makes 4096 lines. */
#define LINES_MAX 8192

struct line {
	char label[32];
	enum screen_style style;
	char *text;
};

/* The page. Its lines grow as they are added. */
struct widget_detail {
	char title[96];
	struct line *lines;
	size_t n, cap, selected, top;
	int page;
};

struct widget_detail *widget_detail_new(const char *title)
{
	struct widget_detail *p = calloc(1, sizeof(*p));

	if (p != NULL)
		snprintf(p->title, sizeof(p->title), "%s", title);
	return p;
}

/* Adds a copy of the texts, or nothing when out of memory. */
static void add_line(struct widget_detail *p, const char *label, enum screen_style style,
		     const char *text)
{
	char *copy;

	if (p == NULL || p->n == LINES_MAX || (copy = strdup(text)) == NULL)
		return;
	if (p->n == p->cap) {
		size_t cap = p->cap * 2 + 32;
		struct line *lines = realloc(p->lines, cap * sizeof(*lines));

		if (lines == NULL) {
			free(copy);
			return;
		}
		p->lines = lines;
		p->cap = cap;
	}
	snprintf(p->lines[p->n].label, sizeof(p->lines[p->n].label), "%s", label);
	p->lines[p->n].style = style;
	p->lines[p->n++].text = copy;
}

void widget_detail_add(struct widget_detail *p, const char *label, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	add_line(p, label, STYLE_TEXT, text);
}

void widget_detail_text(struct widget_detail *p, enum screen_style style, const char *text)
{
	add_line(p, "", style, text);
}

/* The cells to wrap a line to. A hash that does not fit is broken in its middle. */
static int wrap_width(const struct line *l, int w)
{
	int prefix = strncmp(l->text, "0x", 2) == 0 ? 2 : 0;

	if (strspn(l->text + prefix, "0123456789abcdef") == 64 && l->text[64 + prefix] == '\0' &&
	    w < 64 + prefix && w >= 32 + prefix)
		return 32 + prefix;
	return w < 1 ? 1 : w;
}

/* The lines that a text takes when it is wrapped to `w` cells. */
static int height(const struct line *l, int w)
{
	struct screen none = {0};

	w = wrap_width(l, w);
	/* Drawing into an empty grid counts the lines without drawing. */
	return l->text[0] == '\0' ? 1
				  : screen_wrap(&none, (struct screen_area){0, 0, 0, w}, 0, 0, 64,
						w, l->style, l->text);
}

/* Cells before the texts; on narrow screens labels stand above them. */
static int indent_of(struct screen_area a)
{
	return a.w >= WIDGET_DETAIL_LEAST ? 18 : 2;
}

/*
 * Draws the lines from `p->top` on below the title. `selected` gets the arrow and the cursor;
 * SIZE_MAX means none.
 */
static void draw_lines(const struct widget_detail *p, struct screen *s, struct screen_area a,
		       size_t selected)
{
	int indent = indent_of(a);
	int y = 0;

	for (size_t i = p->top; i < p->n && y < a.h; i++) {
		const struct line *l = &p->lines[i];
		int x = l->label[0] != '\0' ? indent : 2;

		if (i == selected) {
			screen_text(s, a, y, 0, STYLE_ACCENT, "▸");
			screen_cursor(s, a, y, 2, false);
		}
		screen_fit(s, a, y, 2, 15, STYLE_DIM, l->label);
		y += indent == 2 && l->label[0] != '\0';
		y += l->text[0] == '\0' ? 1
					: screen_wrap(s, a, y, x, a.h - y, wrap_width(l, a.w - x),
						      l->style, l->text);
	}
}

/* The selected line decides how far the page is scrolled. */
static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_detail *p = state;
	int indent = indent_of(a), used = 0;
	size_t first;

	(void)d;
	screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, p->title);
	a = screen_part(a, 2, 0, a.h - 2, a.w);
	p->page = a.h;
	if (p->selected < p->top)
		p->top = p->selected;
	/* The first line that is on the screen together with the selected one; not beyond it. */
	first = p->selected;
	for (size_t i = p->selected + 1; i-- > p->top && i < p->n;) {
		used += height(&p->lines[i], a.w - indent) +
			(indent == 2 && p->lines[i].label[0] != '\0');
		if (used > a.h)
			break;
		first = i;
	}
	p->top = first;
	draw_lines(p, s, a, p->selected);
}

/* A page answers the same keys as a list, so it looks them up as the log view does. */
static void event(struct dashboard *d, void *state, const struct key_event *ev)
{
	struct widget_detail *p = state;
	enum action a = action_keymap_find(&d->keymap, VIEW_LOG, ev->key);
	size_t page = p->page > 2 ? (size_t)p->page - 1 : 1;
	size_t last = p->n > 0 ? p->n - 1 : 0;

	if (a == ACTION_BACK || a == ACTION_QUIT || a == ACTION_OPEN)
		dashboard_popup_pop(d);
	else if (a == ACTION_DOWN)
		p->selected += p->selected < last;
	else if (a == ACTION_UP)
		p->selected -= p->selected > 0;
	else if (a == ACTION_PAGE_DOWN)
		p->selected = p->selected + page < last ? p->selected + page : last;
	else if (a == ACTION_PAGE_UP)
		p->selected -= p->selected > page ? page : p->selected;
	else if (a == ACTION_FIRST)
		p->selected = 0;
	else if (a == ACTION_LAST)
		p->selected = last;
	else if (a == ACTION_COPY && p->n > 0)
		dashboard_copy(d, p->lines[p->selected].label, p->lines[p->selected].text);
}

static void hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)d, (void)state;
	snprintf(out, cap, "j/k move  y copy the line  Esc back");
}

static void close_page(struct dashboard *d, void *state)
{
	struct widget_detail *p = state;

	(void)d;
	for (size_t i = 0; i < p->n; i++)
		free(p->lines[i].text);
	free(p->lines);
	free(p);
}

/* The last line is kept for the way to the rest. */
/* The last line is kept free where `always`, so that pages beside a list end alike. */
static void draw_front(const struct widget_detail *p, struct screen *s, struct screen_area a,
		       bool always)
{
	int indent = indent_of(a), lines = 0;

	for (size_t i = 0; i < p->n; i++)
		lines += height(&p->lines[i], a.w - indent) +
			 (indent == 2 && p->lines[i].label[0] != '\0');
	draw_lines(p, s, screen_part(a, 0, 0, always || lines > a.h ? a.h - 1 : a.h, a.w),
		   SIZE_MAX);
	if (lines > a.h - always)
		screen_fit(s, a, a.h - 1, 2, a.w - 2, STYLE_DIM, "more: Enter opens the page");
}

void widget_detail_draw(struct widget_detail *take_page, struct screen *s, struct screen_area a)
{
	if (take_page == NULL)
		return;
	screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, take_page->title);
	draw_front(take_page, s, screen_part(a, 2, 0, a.h - 2, a.w), true);
	close_page(NULL, take_page);
}

void widget_detail_draw_lines(struct widget_detail *take_page, struct screen *s,
			      struct screen_area a)
{
	if (take_page == NULL)
		return;
	draw_front(take_page, s, a, false);
	close_page(NULL, take_page);
}

static const struct dashboard_popup detail_popup = {
	.title = "details",
	.full = true,
	.draw = draw,
	.event = event,
	.hints = hints,
	.close = close_page,
};

void widget_detail_open(struct dashboard *d, struct widget_detail *take_page)
{
	if (take_page != NULL)
		dashboard_popup_push(d, &detail_popup, take_page);
	else
		dashboard_message(d, STYLE_BAD, "out of memory");
}
