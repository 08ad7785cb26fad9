/* Own leaves as rows of the scores view. */
#ifndef TUI_VIEW_SCORES_LEAVES_H
#define TUI_VIEW_SCORES_LEAVES_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_scores_leaves;

/* The name of a dataset by its index in the snapshot. */
const char *view_scores_leaves_dataset(const struct snapshot *s, uint32_t dataset);

#endif
