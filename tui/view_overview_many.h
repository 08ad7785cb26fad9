/* The overview's upper part where there are several networks, payers or accounts. */
#ifndef TUI_VIEW_OVERVIEW_MANY_H
#define TUI_VIEW_OVERVIEW_MANY_H

#include "tui/dashboard.h"
#include "tui/screen.h"

/* Whether one table of sums says more than the amounts of one payer. */
bool view_overview_many_wanted(const struct snapshot *s);

/*
 * Draws the sums of each token, and a line for each network, those in trouble first.
 * Returns: the lines used; at most so many that datasets and events have room, too.
 */
int view_overview_many_draw(struct dashboard *d, struct screen *s, struct screen_area a);

#endif
