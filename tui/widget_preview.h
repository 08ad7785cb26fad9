/* A preview's way from the work that made it to the view that shows it. */
#ifndef TUI_WIDGET_PREVIEW_H
#define TUI_WIDGET_PREVIEW_H

#include "tui/view.h"

/* For tasks that preview: hands the result to the preview view and shows it; closes the form. */
void widget_preview_ended(struct dashboard *d, void *form, struct work_result *result);

/* What the preview view shows; NULL = nothing yet. */
const struct preview *widget_preview_shown(const struct dashboard *d);

#endif
