/* The form that previews a file. */
#ifndef TUI_WIDGET_PREVIEW_H
#define TUI_WIDGET_PREVIEW_H

#include "tui/dashboard.h"

/* Asks for a file or folder, with `path` to begin with ("": the last one typed), and scores it. */
void widget_preview_open(struct dashboard *d, const char *path);

#endif
