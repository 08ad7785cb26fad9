/* The looks of a review. */
#ifndef TUI_WIDGET_REVIEW_DRAW_H
#define TUI_WIDGET_REVIEW_DRAW_H

#include "tui/dashboard.h"

/* Draws the page and its question; sets `seen` once every line has been on the screen. */
void widget_review_draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a);

#endif
