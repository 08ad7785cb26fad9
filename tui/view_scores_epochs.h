/* Settled epochs as rows of the scores view. */
#ifndef TUI_VIEW_SCORES_EPOCHS_H
#define TUI_VIEW_SCORES_EPOCHS_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_scores_epochs;

/* Opens the page of an epoch. */
void view_scores_epochs_open(struct dashboard *d, const struct snapshot_epoch *e);

#endif
