/* The panes below the list of nodes. */
#ifndef TUI_VIEW_NODES_PANE_H
#define TUI_VIEW_NODES_PANE_H

#include "tui/dashboard.h"

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
