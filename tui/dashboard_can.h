/*
 * Whether an action can be done now, and why not. Footer, help, palette and dashboard_act() ask.
 */
#ifndef TUI_DASHBOARD_CAN_H
#define TUI_DASHBOARD_CAN_H

#include "tui/dashboard.h"

/* When it cannot be done, `*why` gives the reason as a static text. */
bool dashboard_can(struct dashboard *d, enum action a, const char **why);

#endif
