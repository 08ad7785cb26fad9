/* The signer in the view of the vault: each of its protections with its state. */
#ifndef TUI_VIEW_VAULT_SIGNER_H
#define TUI_VIEW_VAULT_SIGNER_H

#include "app/snapshot_vault.h"
#include "tui/screen.h"

/* The lines that view_vault_signer_draw() takes in an area `w` cells wide. */
int view_vault_signer_lines(int w);

/*
 * Draws a heading with the sum of it, and below it the protections, two in a line if they fit.
 * In: `runs`  a signer runs, as one does while the vault is open; else its state is a past one
 */
void view_vault_signer_draw(const struct snapshot_vault *v, bool runs, struct screen *s,
			    struct screen_area a);

#endif
