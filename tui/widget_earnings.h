/* What the last epochs paid the shown account: the picture that three views share. */
#ifndef TUI_WIDGET_EARNINGS_H
#define TUI_WIDGET_EARNINGS_H

#include "tui/view.h"

#define WIDGET_EARNINGS_MAX 64

/* Parts of a token, oldest first; for pictures only. */
struct widget_earnings {
	double v[WIDGET_EARNINGS_MAX];
	size_t n;
};

/* Of all datasets. */
#define WIDGET_EARNINGS_ALL UINT32_MAX

/*
 * The newest `most` epochs at most, from the first one that paid for `dataset` (an index into the
 * snapshot's datasets, or WIDGET_EARNINGS_ALL).
 */
void widget_earnings_of(struct widget_earnings *out, const struct snapshot *s, uint32_t dataset,
			size_t most);

/*
 * "PER EPOCH, LAST 30", `rows` lines of columns, "1.181 least  6.017 mean  7.907 last" (not while
 * amounts are hidden): rows + 2 lines.
 */
void widget_earnings_draw(const struct dashboard *d, struct screen *s, struct screen_area a,
			  const struct widget_earnings *e, int rows);

#endif
