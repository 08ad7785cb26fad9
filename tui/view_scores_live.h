/* Attributions that are not settled, as rows of the scores view. */
#ifndef TUI_VIEW_SCORES_LIVE_H
#define TUI_VIEW_SCORES_LIVE_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_scores_live;

#endif
