/*
 * A page of labelled lines to read and copy from. Texts are copied. A line for which there is no
 * memory is left out whole.
 */
#ifndef TUI_WIDGET_DETAIL_H
#define TUI_WIDGET_DETAIL_H

#include "tui/dashboard.h"

struct widget_detail;

/* Makes an empty page, or returns NULL when out of memory; the functions below take NULL too. */
struct widget_detail *widget_detail_new(const char *title);

/* Adds a line with a label at its left. At most 1023 bytes of the text are kept. */
void widget_detail_add(struct widget_detail *p, const char *label, const char *format, ...)
	PRINTF(3, 4);

/* Adds a line without a label; "" makes a gap. */
void widget_detail_text(struct widget_detail *p, enum screen_style style, const char *text);

/*
 * The cells that a page needs beside something else, for a label and an address, and those beyond
 * which it needs no more: a hash.
 */
#define WIDGET_DETAIL_LEAST 60
#define WIDGET_DETAIL_MOST  86

/*
 * Draws the page's beginning, as much as fits, and frees the page. The last line tells how the
 * whole page is opened when there is more of it. NULL draws nothing.
 */
void widget_detail_draw(struct widget_detail *take_page, struct screen *s, struct screen_area a);

/* As widget_detail_draw(), without the title and the gap below it. */
void widget_detail_draw_lines(struct widget_detail *take_page, struct screen *s,
			      struct screen_area a);

/* Opens the page as a pop-up, or shows a message when it is NULL. */
void widget_detail_open(struct dashboard *d, struct widget_detail *take_page);

#endif
