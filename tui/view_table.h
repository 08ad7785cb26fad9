/* The table of all views: the one place that names each of them. */
#ifndef TUI_VIEW_TABLE_H
#define TUI_VIEW_TABLE_H

#include "tui/view.h"

extern const struct view *const view_table[VIEW_COUNT];

#endif
