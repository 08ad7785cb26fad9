/*
 * Claims: preparing one, and reading one from a file.
 */
#ifndef TUI_WIDGET_CLAIM_H
#define TUI_WIDGET_CLAIM_H

#include "tui/dashboard.h"

/* Whether there is something to claim. Out: `why` there is not; static. */
bool widget_claim_can(const struct dashboard *d, const char **why);

/* Prepares a claim from the first distributor that owes something, and opens its review. */
void widget_claim_prepare(struct dashboard *d);

/* Asks for a claim bundle, unsigned or signed, and opens its review. */
void widget_claim_import(struct dashboard *d);

#endif
