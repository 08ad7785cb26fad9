/*
 * Doing an action: the list in focus comes first, then the view, then what every view has.
 */
#ifndef TUI_DASHBOARD_ACT_H
#define TUI_DASHBOARD_ACT_H

#include "tui/dashboard.h"

/* Does an action as if its key had been pressed. When it cannot be done, a message says why. */
void dashboard_act(struct dashboard *d, enum action a);

#endif
