/* Acts on the vault itself. The signer asks for what they need. */
#ifndef TUI_WIDGET_VAULT_H
#define TUI_WIDGET_VAULT_H

#include "tui/dashboard.h"

/* Creates a vault, whose recovery phrase is shown. */
void widget_vault_create(struct dashboard *d);

/* Restores a vault from a recovery phrase. */
void widget_vault_restore(struct dashboard *d);

/* Changes the passphrase. */
void widget_vault_passphrase(struct dashboard *d);

/* Shows the recovery phrase. */
void widget_vault_reveal(struct dashboard *d);

/* Asks for some words of the phrase, to see that what is written down is right. */
void widget_vault_drill(struct dashboard *d);

#endif
