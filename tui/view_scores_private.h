/* The three tables of the scores view over the snapshot. */
#ifndef TUI_VIEW_SCORES_PRIVATE_H
#define TUI_VIEW_SCORES_PRIVATE_H

#include "tui/widget_list.h"

/* Settled epochs, own leaves, and attributions that are not settled yet. */
extern const struct widget_list_info view_scores_epochs, view_scores_leaves, view_scores_live;

/* The name of a dataset by its index in the snapshot. */
const char *view_scores_leaves_dataset(const struct snapshot *s, uint32_t dataset);

/* Opens the page of an epoch. */
void view_scores_epochs_open(struct dashboard *d, const struct snapshot_epoch *e);

/* Opens the page of an attribution. */
void view_scores_live_open(struct dashboard *d, const struct snapshot *s, size_t row);

#endif
