/*
 * The passphrase prompt.
 */
#ifndef TUI_WIDGET_UNLOCK_H
#define TUI_WIDGET_UNLOCK_H

#include "tui/widget_form.h"

/* Called once the vault is unlocked. */
typedef void widget_unlock_then(struct dashboard *d, void *owner);

/* Asks for the passphrase and unlocks the vault; `then` may be NULL. */
void widget_unlock_open(struct dashboard *d, widget_unlock_then *then, void *owner);

/*
 * As widget_form_ended(), for work that may need the vault: when it was refused because the vault
 * is locked, asks for the passphrase and submits the form again.
 */
void widget_unlock_ended(struct dashboard *d, void *form, struct work_result *result);

#endif
