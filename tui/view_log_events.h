/* Events as rows of the log view. */
#ifndef TUI_VIEW_LOG_EVENTS_H
#define TUI_VIEW_LOG_EVENTS_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_log_events;

#endif
