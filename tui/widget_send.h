/* The form of a plain transfer. */
#ifndef TUI_WIDGET_SEND_H
#define TUI_WIDGET_SEND_H

#include "tui/dashboard.h"

/*
 * Asks for token, amount and recipient, which are judged while they are typed; then opens a review.
 * There must be a shown account.
 */
void widget_send_open(struct dashboard *d);

#endif
