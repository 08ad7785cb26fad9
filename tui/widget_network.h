/* The form that changes the network. */
#ifndef TUI_WIDGET_NETWORK_H
#define TUI_WIDGET_NETWORK_H

#include "tui/dashboard.h"

/* Asks for a profile's name. On success the dashboard quits; its caller opens that network. */
void widget_network_open(struct dashboard *d);

#endif
