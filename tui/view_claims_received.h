/* Received payments as rows of the claims view. */
#ifndef TUI_VIEW_CLAIMS_RECEIVED_H
#define TUI_VIEW_CLAIMS_RECEIVED_H

#include "tui/dashboard.h"
#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_claims_received;

/* Draws a line for each distributor: whether the payments are all that was claimed. */
void view_claims_received_draw_sums(struct dashboard *d, struct screen *s, struct screen_area a);

#endif
