/*
 * Plain figures as text: times, counts, sizes, numbers with a sign, shares. widget_figure.h has the
 * amounts of money.
 */
#ifndef TUI_WIDGET_TEXT_H
#define TUI_WIDGET_TEXT_H

#include <stdint.h>

/* Bytes that hold every text of this header, and every amount of widget_figure.h. */
#define WIDGET_TEXT_SIZE 160

/* Seconds since 1970 as "14:02:11" of today, else "2026-11-20 14:02"; 0 is "never". */
void widget_text_time(char out[static WIDGET_TEXT_SIZE], int64_t at);

/* As widget_text_time() in at most 10 cells: "14:02", or the date when it is not today. */
void widget_text_time_short(char out[static WIDGET_TEXT_SIZE], int64_t at);

/* A duration: "40 s", "4 min", "3 h", "12 days". */
void widget_text_duration(char out[static WIDGET_TEXT_SIZE], int64_t seconds);

/* "18 204". */
void widget_text_count(char out[static WIDGET_TEXT_SIZE], uint64_t n);

/* "4.2 MB". */
void widget_text_bytes(char out[static WIDGET_TEXT_SIZE], uint64_t n);

/*
 * "+0.8123" with `places` digits after the point, fewer where the text would be wider than `width`
 * >= 9 cells. A column of numbers far below 10^(width - places - 2) is aligned on its point.
 */
void widget_text_signed(char out[static WIDGET_TEXT_SIZE], double v, int places, int width);

/* A share from 0 to 1 as "34.1 %"; a dash when it is negative. */
void widget_text_share(char out[static WIDGET_TEXT_SIZE], double share);

#endif
