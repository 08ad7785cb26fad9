/* Claims as rows of the claims view. */
#ifndef TUI_VIEW_CLAIMS_ROWS_H
#define TUI_VIEW_CLAIMS_ROWS_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_claims_rows;

#endif
