/* The colours and attributes of the styles. */
#ifndef TUI_SCREEN_TERM_LOOKS_H
#define TUI_SCREEN_TERM_LOOKS_H

#include "tui/dashboard_options.h"

struct screen_term;

/* Gives each style its colours and attributes, by theme and by what the terminal can. */
void screen_term_looks_set(struct screen_term *t, const struct dashboard_options *o);

#endif
