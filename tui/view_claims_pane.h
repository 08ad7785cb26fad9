/* One claim in full. */
#ifndef TUI_VIEW_CLAIMS_PANE_H
#define TUI_VIEW_CLAIMS_PANE_H

#include "tui/widget_detail.h"

/* Draws the way of a claim from preparation to confirmation, and its particulars: 7 lines. */
void view_claims_pane_draw(struct screen *s, struct screen_area a, const struct snapshot_claim *c);

/* The page of a claim, as widget_list_info has it; `row` is a struct snapshot_claim. */
struct widget_detail *view_claims_pane_page(const struct dashboard *d, const struct snapshot *s,
					    const void *row);

#endif
