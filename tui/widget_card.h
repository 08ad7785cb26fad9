/* The form that writes the card of a model to a file. */
#ifndef TUI_WIDGET_CARD_H
#define TUI_WIDGET_CARD_H

#include "app/snapshot_models.h"
#include "tui/dashboard.h"

/* Opens the form for a model that is on the screen. `scope` is the app of its datanet. */
void widget_card_open(struct dashboard *d, struct app *scope, const struct snapshot_model *m);

#endif
