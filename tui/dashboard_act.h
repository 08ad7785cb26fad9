/*
 * Doing an action: the list in focus comes first, then the view, then what every view has.
 */
#ifndef TUI_DASHBOARD_ACT_H
#define TUI_DASHBOARD_ACT_H

#include "tui/dashboard.h"

/*
 * Does an action as if its key had been pressed. When it cannot be done, a message says why. An
 * action that needs a network has one chosen first (tui/widget_network.h).
 */
void dashboard_act(struct dashboard *d, enum action a);

/* Does the action that dashboard_request() asked for, if there is one. */
void dashboard_act_requested(struct dashboard *d);

#endif
