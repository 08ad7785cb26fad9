/* The form that adds a payer's claims by the file that it gives, and the pin of a new payer. */
#ifndef TUI_WIDGET_BROUGHT_H
#define TUI_WIDGET_BROUGHT_H

#include "tui/dashboard.h"

/*
 * Asks for the file and the contract, then reads them. A payer that the network's profile does not
 * pin is shown with its facts, and pinned once the network's name is typed.
 */
void widget_brought_open(struct dashboard *d);

#endif
