/*
 * The whole screen: header and tabs, the view or what lies above it, message line and footer.
 */
#ifndef TUI_DASHBOARD_DRAW_H
#define TUI_DASHBOARD_DRAW_H

#include "tui/dashboard.h"

/* Clears the grid and draws everything into it. */
void dashboard_draw(struct dashboard *d, struct screen *s);

#endif
