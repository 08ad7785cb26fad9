/* The records of a preview as rows. */
#ifndef TUI_VIEW_PREVIEW_ROWS_H
#define TUI_VIEW_PREVIEW_ROWS_H

#include "tui/widget_list.h"

/* The table over a struct preview. */
extern const struct widget_list_info view_preview_rows;

#endif
