/* Own leaves as rows of the scores view. */
#ifndef TUI_VIEW_SCORES_LEAVES_H
#define TUI_VIEW_SCORES_LEAVES_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_scores_leaves;

#endif
