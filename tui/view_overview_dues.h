/* One line of the overview: what payers owe besides royalties. */
#ifndef TUI_VIEW_OVERVIEW_DUES_H
#define TUI_VIEW_OVERVIEW_DUES_H

#include "tui/dashboard.h"

/* Draws the line at the top of `a` and a gap. Returns: the lines used; 0 where nobody else pays. */
int view_overview_dues_draw(struct dashboard *d, struct screen *s, struct screen_area a);

#endif
