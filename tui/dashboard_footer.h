/* The last line of the screen: the keys that are valid now. */
#ifndef TUI_DASHBOARD_FOOTER_H
#define TUI_DASHBOARD_FOOTER_H

#include "tui/dashboard.h"

/*
 * Draws the keys of the shown view, or of the top pop-up, at line `y`. Keys that do not fit are
 * left out, the less important ones first, and "…" says so; for a view "? more" shows them.
 */
void dashboard_footer_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y);

#endif
