/*
 * Forms about the vault itself.
 */
#ifndef TUI_WIDGET_VAULT_H
#define TUI_WIDGET_VAULT_H

#include "tui/dashboard.h"

/* Asks for a passphrase and creates a vault; then shows its recovery phrase. */
void widget_vault_create(struct dashboard *d);

/* Asks for a recovery phrase and a new passphrase and restores the vault. */
void widget_vault_restore(struct dashboard *d);

/* Asks for the old and a new passphrase and changes it. */
void widget_vault_passphrase(struct dashboard *d);

/* Asks for the passphrase and shows the recovery phrase. */
void widget_vault_reveal(struct dashboard *d);

#endif
