/* The page that shows a recovery phrase. */
#ifndef TUI_WIDGET_PHRASE_H
#define TUI_WIDGET_PHRASE_H

#include "base/secret.h"
#include "tui/dashboard.h"

/* Shows the words only while Space is held. */
void widget_phrase_open(struct dashboard *d, struct secret *take_phrase);

#endif
