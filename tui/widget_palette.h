/* The command palette. */
#ifndef TUI_WIDGET_PALETTE_H
#define TUI_WIDGET_PALETTE_H

#include "tui/dashboard.h"

/* Opens the palette, which runs any action by its name; some of its letters in order are enough. */
void widget_palette_open(struct dashboard *d);

#endif
