/*
 * Claims: preparing one, and reading one from a file.
 */
#ifndef TUI_WIDGET_CLAIM_H
#define TUI_WIDGET_CLAIM_H

#include "tui/dashboard.h"

/* Prepares a claim from `distributor` and opens its review. */
void widget_claim_prepare(struct dashboard *d, const struct address *distributor);

/* Asks for a claim bundle, unsigned or signed, and opens its review. */
void widget_claim_import(struct dashboard *d);

#endif
