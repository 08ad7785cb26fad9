/* The tables of the nodes view, and the panes below them. */
#ifndef TUI_VIEW_NODES_PRIVATE_H
#define TUI_VIEW_NODES_PRIVATE_H

#include "tui/widget_list.h"

/* The network's nodes, and the contradictions between them. */
extern const struct widget_list_info view_nodes_rows, view_nodes_disputes;

/* Fills a cell with the times that a node took for its last replies. */
void view_nodes_rows_latencies(const struct snapshot_node *n, struct widget_cell *out);

/* Opens the page of a node. */
void view_nodes_rows_open(struct dashboard *d, const struct snapshot_node *n);

/* Opens the page of a dispute. */
void view_nodes_disputes_open(struct dashboard *d, const struct snapshot_dispute *t);

/*
 * A number that stays the same for a text, for the ids of rows that have nothing better: FNV-1a.
 */
uint64_t view_nodes_rows_hash(const char *text);

/* Draws last and next acceptance, attribution and settlement, and what they mean: 7 lines. */
void view_nodes_pane_rhythm(struct dashboard *d, struct screen *s, struct screen_area a);

/* Draws one line about a node: its last reply, its last error, when it is asked again. */
void view_nodes_pane_node(struct dashboard *d, const struct snapshot_node *n, struct screen *s,
			  struct screen_area a);

/* Draws the times of a node's last replies, larger than in its row. */
void view_nodes_pane_replies(struct screen *s, struct screen_area a, const struct snapshot_node *n);

/* Draws the newest disputes. */
void view_nodes_pane_disputes(const struct snapshot *n, struct screen *s, struct screen_area a);

#endif
