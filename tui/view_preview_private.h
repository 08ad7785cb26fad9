/* The rows of a preview, and the figures above and below them. */
#ifndef TUI_VIEW_PREVIEW_PRIVATE_H
#define TUI_VIEW_PREVIEW_PRIVATE_H

#include "tui/widget_list.h"

/* The records of a preview. */
extern const struct widget_list_info view_preview_rows;

/* Opens the page of a record. */
void view_preview_rows_open(struct dashboard *d, const struct preview_row *r);

/* Draws how many records help, harm or do neither: one line at `y`. */
void view_preview_pane_counts(const struct preview *p, struct screen *s, struct screen_area a,
			      int y);

/* Draws the distribution of influence: 5 lines. */
void view_preview_pane_histogram(const struct preview *p, struct screen *s, struct screen_area a);

/* Draws what retraining would do and what the network would score: 5 lines. */
void view_preview_pane_estimates(const struct preview *p, struct screen *s, struct screen_area a);

/* Draws the suspicious records and the assumptions: 2 lines. */
void view_preview_pane_summary(const struct preview *p, struct screen *s, struct screen_area a);

#endif
