/*
 * Forms about accounts.
 */
#ifndef TUI_WIDGET_ACCOUNT_H
#define TUI_WIDGET_ACCOUNT_H

#include "tui/dashboard.h"

/* Asks for an address and watches it. */
void widget_account_watch(struct dashboard *d);

/* Adds the vault's next account. */
void widget_account_add(struct dashboard *d);

/* Asks for an account's label. */
void widget_account_label(struct dashboard *d, const struct snapshot_account *a);

#endif
