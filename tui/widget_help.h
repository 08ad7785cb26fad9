/* The page of help. */
#ifndef TUI_WIDGET_HELP_H
#define TUI_WIDGET_HELP_H

#include "tui/dashboard.h"

/* Lists every action of the shown view with its keys and its name, and the marks of trust. */
void widget_help_open(struct dashboard *d);

#endif
