/*
 * Opening the vault: the signer asks for the passphrase on the terminal, which is lent to it.
 */
#ifndef TUI_WIDGET_UNLOCK_H
#define TUI_WIDGET_UNLOCK_H

#include "tui/widget_form.h"

/* Opens the vault. `ended` is called once it is open, or is not; it may be NULL. */
void widget_unlock_open(struct dashboard *d, dashboard_task_ended *ended, void *owner);

/*
 * As widget_form_ended(), for work that may need the vault: when it was refused because the vault
 * is locked, has it opened and submits the form again.
 */
void widget_unlock_ended(struct dashboard *d, void *form, struct work_result *result);

#endif
