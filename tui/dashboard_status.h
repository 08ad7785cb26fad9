/*
 * The line above the footer.
 */
#ifndef TUI_DASHBOARD_STATUS_H
#define TUI_DASHBOARD_STATUS_H

#include "tui/dashboard.h"

/*
 * Draws at line `y` the first of these that there is: a message, the work under way, the trouble
 * with the network or the clock. Without any of them it draws a rule if `rule` is set.
 */
void dashboard_status_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y,
			   bool rule);

#endif
