/* Contradictions between nodes as rows of the nodes view. */
#ifndef TUI_VIEW_NODES_DISPUTES_H
#define TUI_VIEW_NODES_DISPUTES_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_nodes_disputes;

#endif
