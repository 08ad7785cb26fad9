/* The three tables of the scores view: epochs, own leaves, live attributions. Data: a snapshot. */
#ifndef TUI_WIDGET_SCORE_H
#define TUI_WIDGET_SCORE_H

#include "tui/widget_list.h"

extern const struct widget_list_info widget_score_epochs, widget_score_leaves, widget_score_live;

/* Opens the page of an epoch or of a leaf. */
void widget_score_open_epoch(struct dashboard *d, const struct snapshot_epoch *e);

#endif
