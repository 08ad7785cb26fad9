/*
 * How a list looks.
 */
#ifndef TUI_WIDGET_LIST_DRAW_H
#define TUI_WIDGET_LIST_DRAW_H

#include "tui/widget_list.h"

/* Draws the row of titles and the rows; without rows, the reason why there are none. */
void widget_list_draw(struct widget_list *l, struct screen *s, struct screen_area a);

/* Draws a view's first line: title, a dim note, and at the right the place: "3 of 50". */
void widget_list_draw_heading(const struct widget_list *l, struct screen *s, struct screen_area a,
			      const char *title, const char *note);

/*
 * Draws the page about the selected row at the right, where the screen is wide enough for both and
 * not accessible, so that moving the selection shows what ACTION_OPEN would open.
 * Returns: the area left for the list
 */
struct screen_area widget_list_draw_beside(const struct widget_list *l, struct screen *s,
					   struct screen_area a);

#endif
