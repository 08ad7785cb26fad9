/*
 * The review of an act before it is signed and sent.
 */
#ifndef TUI_WIDGET_REVIEW_H
#define TUI_WIDGET_REVIEW_H

#include "tui/dashboard.h"

/*
 * For work that prepares an act: ends the form that owns the work, if any, and opens the act's
 * review. Esc and Cancel leave the review at every state but the two that wait for the app; a
 * signature stays with the claim or transaction.
 */
void widget_review_prepared(struct dashboard *d, void *owner, struct work_result *result);

#endif
