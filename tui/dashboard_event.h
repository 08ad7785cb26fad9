/*
 * Events from the terminal: who gets a key, a paste or a click.
 */
#ifndef TUI_DASHBOARD_EVENT_H
#define TUI_DASHBOARD_EVENT_H

#include "tui/dashboard.h"

/* Handles one event and marks the dashboard for drawing. */
void dashboard_event(struct dashboard *d, const struct key_event *ev);

#endif
