/*
 * Figures as text: amounts aligned on their point, marks, ages, shares.
 */
#ifndef TUI_WIDGET_FIGURE_H
#define TUI_WIDGET_FIGURE_H

#include "tui/view.h"

#define WIDGET_TEXT_SIZE 160

/* Exactly `places` digits behind the point, so that columns align: "3.110 000". */
void widget_amount(const struct dashboard *d, char out[static WIDGET_TEXT_SIZE],
		   const struct u256 *raw, unsigned decimals, unsigned places);

/*
 * A text of the app; while amounts are hidden, without its numbers that have a point or a symbol
 * behind them: "epoch 30 settled: +••• OPEN".
 */
void widget_text(const struct dashboard *d, char *out, size_t cap, const char *text);

/* As widget_amount(); a dash when it is not known. */
void widget_figure(const struct dashboard *d, char out[static WIDGET_TEXT_SIZE],
		   const struct figure *f, unsigned decimals, unsigned places);

/*
 * Draws a figure flush right to column `x + w`, then unit and trust mark; dimmed when it is stale.
 */
void widget_figure_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y, int x,
			int w, const struct figure *f, unsigned decimals, unsigned places,
			const char *unit, enum screen_style style);

/*
 * Whether something known since `as_of` is older than the network's max_age; wakes the screen when
 * it gets so.
 */
bool widget_stale(struct dashboard *d, int64_t as_of);

/* "14:02:11", "2026-11-20 14:02", "never". */
void widget_time(char out[static WIDGET_TEXT_SIZE], int64_t at);

/* "14:02", or the date when it is not today; never wider than 10 cells. */
void widget_time_short(char out[static WIDGET_TEXT_SIZE], int64_t at);

/* "40 s", "4 min", "3 h", "12 days" of a duration. */
void widget_duration(char out[static WIDGET_TEXT_SIZE], int64_t seconds);

/* "18 204". */
void widget_count(char out[static WIDGET_TEXT_SIZE], uint64_t n);

/* "4.2 MB". */
void widget_bytes(char out[static WIDGET_TEXT_SIZE], uint64_t n);

/*
 * "+0.8123": `places` digits behind the point, fewer where it would be wider than `width` >= 9
 * cells. A column of numbers far below 10^(width - places - 2) is aligned on its point.
 */
void widget_signed(char out[static WIDGET_TEXT_SIZE], double v, int places, int width);

/* "34.1 %"; a dash when negative. */
void widget_share(char out[static WIDGET_TEXT_SIZE], double share);

#endif
