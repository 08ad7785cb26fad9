/* The views, for view_table.c. */
#ifndef TUI_VIEW_PRIVATE_H
#define TUI_VIEW_PRIVATE_H

#include "tui/view.h"

extern const struct view view_overview;
extern const struct view view_datasets;
extern const struct view view_scores;
extern const struct view view_preview;
extern const struct view view_claims;
extern const struct view view_nodes;
extern const struct view view_vault;
extern const struct view view_log;
extern const struct view view_models;
extern const struct view view_welcome;

#endif
