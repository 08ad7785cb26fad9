/* The form that writes the card of a model to a file. */
#ifndef TUI_WIDGET_CARD_H
#define TUI_WIDGET_CARD_H

#include "app/snapshot_models.h"
#include "tui/dashboard.h"

/* Opens the form for a model of the snapshot on the screen. */
void widget_card_open(struct dashboard *d, const struct snapshot_model *m);

#endif
