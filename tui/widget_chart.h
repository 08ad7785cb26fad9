/*
 * Small pictures. Each has its numbers in words beside it, so accessible screens leave it out.
 */
#ifndef TUI_WIDGET_CHART_H
#define TUI_WIDGET_CHART_H

#include "tui/screen.h"

/*
 * Columns from the bottom of `h` rows, eight steps a row, flush right in `w` cells: the last value
 * stands at the right. Values below 0 are gaps. The highest value fills the height.
 */
void widget_spark(struct screen *s, struct screen_area a, int y, int x, int h, int w,
		  enum screen_style style, const double *values, size_t n);

/* A horizontal bar of `share` (0..1) of `w` cells, eight steps a cell. */
void widget_bar(struct screen *s, struct screen_area a, int y, int x, int w,
		enum screen_style style, double share);

/* Counts as columns, `n` of them over `w` cells, the middle one marked by a line. */
void widget_histogram(struct screen *s, struct screen_area a, int y, int x, int h, int w,
		      const uint32_t *counts, size_t n);

#endif
