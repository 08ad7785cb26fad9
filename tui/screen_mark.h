/*
 * Changes to cells that are drawn already: reverse video, style, what a click means. Each function
 * takes `w` cells from (y, x) of the area on.
 */
#ifndef TUI_SCREEN_MARK_H
#define TUI_SCREEN_MARK_H

#include "tui/screen.h"

/* Reverses the cells. */
void screen_mark_reverse(struct screen *s, struct screen_area a, int y, int x, int w);

/* Changes the cells' style. */
void screen_mark_style(struct screen *s, struct screen_area a, int y, int x, int w,
		       enum screen_style style);

/*
 * Shows the cells as selected: reversed, and in one style, since colours in reverse are a
 * patchwork. Bold cells stay bold.
 */
void screen_mark_selected(struct screen *s, struct screen_area a, int y, int x, int w);

/* Tells what a click on the cells means: SCREEN_HIT_…. */
void screen_mark_hit(struct screen *s, struct screen_area a, int y, int x, int w, unsigned hit);

#endif
