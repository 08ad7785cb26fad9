/* One claim in full. */
#ifndef TUI_VIEW_CLAIMS_PANE_H
#define TUI_VIEW_CLAIMS_PANE_H

#include "tui/dashboard.h"

/* Draws the way of a claim from preparation to confirmation, and its particulars: 7 lines. */
void view_claims_pane_draw(struct screen *s, struct screen_area a, const struct snapshot_claim *c);

/* Opens the page of a claim. */
void view_claims_pane_open(struct dashboard *d, const struct snapshot_claim *c);

#endif
