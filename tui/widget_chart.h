/*
 * Small pictures made of block characters. Their numbers stand in words beside them, so that
 * accessible screens leave the pictures out.
 */
#ifndef TUI_WIDGET_CHART_H
#define TUI_WIDGET_CHART_H

#include "tui/screen.h"

/*
 * Draws values as columns from the bottom of `h` rows, eight steps a row, flush right in `w` cells:
 * the last value stands at the right. The highest value fills the height; values below 0 are gaps.
 */
void widget_chart_spark(struct screen *s, struct screen_area a, int y, int x, int h, int w,
			enum screen_style style, const double *values, size_t n);

/* The cells that `n` columns take in `w` cells: one to three each, the last ones where w < n. */
int widget_chart_width(size_t n, int w);

/* Draws a horizontal bar of `share` (0..1) of `w` cells, eight steps a cell. */
void widget_chart_bar(struct screen *s, struct screen_area a, int y, int x, int w,
		      enum screen_style style, double share);

/* Draws `n` counts as columns over `w` cells; a line marks the middle one. */
void widget_chart_histogram(struct screen *s, struct screen_area a, int y, int x, int h, int w,
			    const uint32_t *counts, size_t n);

#endif
