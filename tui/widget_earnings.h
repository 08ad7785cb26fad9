/* The picture of the last epochs' payments to the shown account, which three views share. */
#ifndef TUI_WIDGET_EARNINGS_H
#define TUI_WIDGET_EARNINGS_H

#include "chain/value.h"
#include "tui/dashboard.h"

#define WIDGET_EARNINGS_MAX 64

/* Payments of epochs in one token, oldest first; `v` is for pictures, since doubles lose digits. */
struct widget_earnings {
	double v[WIDGET_EARNINGS_MAX]; /* whole tokens */
	size_t n;
	struct value least, mean, last; /* exact; known when n > 0 */
	struct snapshot_owner of;	/* whose they are when n > 0 */
};

/* Stands for the sum over all datasets. */
#define WIDGET_EARNINGS_ALL UINT32_MAX

/*
 * Collects the newest epochs, `most` of them and WIDGET_EARNINGS_MAX at most, from the first one
 * that paid for `dataset` (an index into the snapshot's datasets, or WIDGET_EARNINGS_ALL). They are
 * of one network, datanet, account and token: those of the dataset, or of the newest epoch of the
 * account that acts.
 */
void widget_earnings_of(struct widget_earnings *out, const struct snapshot *s, uint32_t dataset,
			size_t most);

/*
 * Draws rows + 2 lines: "PER EPOCH, LAST 30", the columns, and of "7.907 110 last  6.017 004 mean
 * 1.181 000 least" as much as fits. These numbers are left out while amounts are hidden.
 */
void widget_earnings_draw(const struct dashboard *d, struct screen *s, struct screen_area a,
			  const struct widget_earnings *e, int rows);

#endif
