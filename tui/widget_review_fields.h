/* All raw fields of a transaction. */
#ifndef TUI_WIDGET_REVIEW_FIELDS_H
#define TUI_WIDGET_REVIEW_FIELDS_H

#include "tui/dashboard.h"

/* Opens all raw fields of the transaction as a page of details. */
void widget_review_fields(struct dashboard *d, const struct act *act);

#endif
