/*
 * The picker of networks: those that come with byline and those of the user, with what each is.
 */
#ifndef TUI_WIDGET_NETWORK_H
#define TUI_WIDGET_NETWORK_H

#include "tui/dashboard.h"

/*
 * Lets the user pick a network. On success the dashboard quits; its caller opens that network, and
 * the dashboard goes on there with the action `then`, in the view that is open now. ACTION_NONE:
 * the network alone was asked for.
 */
void widget_network_open(struct dashboard *d, enum action then);

#endif
