/* The form that commits to a dataset. */
#ifndef TUI_WIDGET_COMMIT_H
#define TUI_WIDGET_COMMIT_H

#include "tui/dashboard.h"

/* Asks for a file or folder ("": the last one typed), a name and a licence; then opens a review. */
void widget_commit_open(struct dashboard *d, const char *path);

#endif
