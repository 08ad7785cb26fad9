/* The figures of a preview around its list. */
#ifndef TUI_VIEW_PREVIEW_PANE_H
#define TUI_VIEW_PREVIEW_PANE_H

#include "tui/dashboard.h"

/* Draws how many records help, harm or do neither: one line at `y`. */
void view_preview_pane_counts(const struct preview *p, struct screen *s, struct screen_area a,
			      int y);

/* Draws the distribution of influence: 5 lines. */
void view_preview_pane_histogram(const struct preview *p, struct screen *s, struct screen_area a);

/* Draws what would stay of the two proposals, and what that would do: two lines from `y` on. */
void view_preview_pane_proposals(const struct preview *p, struct screen *s, struct screen_area a,
				 int y);

/* Draws what retraining would do and what the network would score: 5 lines. */
void view_preview_pane_estimates(const struct preview *p, struct screen *s, struct screen_area a);

/* Draws the suspicious records and the assumptions: 2 lines. */
void view_preview_pane_summary(const struct preview *p, struct screen *s, struct screen_area a);

#endif
