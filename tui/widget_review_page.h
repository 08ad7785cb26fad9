/* The lines of an act on the page of a review. */
#ifndef TUI_WIDGET_REVIEW_PAGE_H
#define TUI_WIDGET_REVIEW_PAGE_H

#include "tui/dashboard.h"

/*
 * Draws the lines of an act from line `top` on. `gaps` blank lines may be spent between its parts.
 * Returns: the number of lines, with those that are not on the screen.
 */
int widget_review_page(struct screen *s, struct screen_area a, const struct act *act, int top,
		       int gaps);

#endif
