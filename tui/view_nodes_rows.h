/* Nodes as rows of the nodes view. */
#ifndef TUI_VIEW_NODES_ROWS_H
#define TUI_VIEW_NODES_ROWS_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_nodes_rows;

/* Fills a cell with the times that a node took for its last replies. */
void view_nodes_rows_latencies(const struct snapshot_node *n, struct widget_cell *out);

/*
 * A number that stays the same for a text, for the ids of rows that have nothing better: FNV-1a.
 */
uint64_t view_nodes_rows_hash(const char *text);

#endif
