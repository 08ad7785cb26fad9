/*
 * Addresses as QR codes.
 */
#ifndef TUI_WIDGET_QR_H
#define TUI_WIDGET_QR_H

#include "tui/dashboard.h"

/* The cells that the code of an address takes. */
#define WIDGET_QR_ROWS	  17
#define WIDGET_QR_COLUMNS 33

/* Draws an address as a QR code; nothing where it does not fit, or in ASCII. */
void widget_qr_draw(struct screen *s, struct screen_area a, const struct address *address);

/* Opens a page with an address as a QR code and as text. */
void widget_qr_open(struct dashboard *d, const struct address *a, const char *label);

#endif
