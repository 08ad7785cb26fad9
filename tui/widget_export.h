/* The forms that write a table as CSV. */
#ifndef TUI_WIDGET_EXPORT_H
#define TUI_WIDGET_EXPORT_H

#include "tui/dashboard.h"

/* Asks for a file and writes a table of the snapshot. */
void widget_export_open(struct dashboard *d, enum export_kind kind);

/* Asks for a file and writes the preview, which there must be. */
void widget_export_preview(struct dashboard *d);

#endif
