/*
 * Amounts of money as text: aligned on their point, marked with how they are known, hidden when the
 * user wants them hidden.
 */
#ifndef TUI_WIDGET_FIGURE_H
#define TUI_WIDGET_FIGURE_H

#include "tui/dashboard.h"
#include "tui/widget_text.h"

/* Writes exactly `places` digits after the point, so that columns align: "3.110 000". */
void widget_figure_amount(const struct dashboard *d, char out[static WIDGET_TEXT_SIZE],
			  const struct u256 *raw, unsigned decimals, unsigned places);

/*
 * Copies a text of the app. While amounts are hidden, numbers with a point and numbers before a
 * token's symbol become dots: "epoch 30 settled: +••• OPEN".
 */
void widget_figure_hide(const struct dashboard *d, char *out, size_t cap, const char *text);

/* As widget_figure_amount(); a dash when the figure is not known. */
void widget_figure(const struct dashboard *d, char out[static WIDGET_TEXT_SIZE],
		   const struct figure *f, unsigned decimals, unsigned places);

/*
 * Draws a figure flush right to column `x + w`, then its unit and trust mark. A stale figure is
 * dim.
 */
void widget_figure_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y, int x,
			int w, const struct figure *f, unsigned decimals, unsigned places,
			const char *unit, enum screen_style style);

/*
 * Whether something known since second `as_of` is older than the network's max_age_s. While it is
 * not, the screen is woken when it becomes so.
 */
bool widget_figure_stale(struct dashboard *d, int64_t as_of);

#endif
