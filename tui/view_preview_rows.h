/* The records of a preview as rows. */
#ifndef TUI_VIEW_PREVIEW_ROWS_H
#define TUI_VIEW_PREVIEW_ROWS_H

#include "tui/widget_list.h"

/* The table over a struct preview. */
extern const struct widget_list_info view_preview_rows;

/*
 * Opens the page of a record: its figures, and below them all of `whole`, or `why` that could not
 * be read (NULL: it could).
 */
void view_preview_rows_open(struct dashboard *d, const struct preview_row *r,
			    struct whole_record *whole, const char *why);

#endif
