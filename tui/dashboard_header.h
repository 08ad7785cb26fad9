/*
 * The two lines at the top: network, account, lock and age of the figures; below them the tabs.
 */
#ifndef TUI_DASHBOARD_HEADER_H
#define TUI_DASHBOARD_HEADER_H

#include "tui/dashboard.h"

/* Draws both lines at the top of `a`, which is at least 30 cells wide. */
void dashboard_header_draw(struct dashboard *d, struct screen *s, struct screen_area a);

#endif
