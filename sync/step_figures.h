/* The step of a sync that reads balances and entitlements. */
#ifndef SYNC_STEP_FIGURES_H
#define SYNC_STEP_FIGURES_H

#include "sync/context.h"

/*
 * Reads balances, roots, claimed amounts and the distributors' funds at the agreed block, and
 * stores them. Figures that were read before a failure are stored too.
 */
MUST_CHECK enum status sync_figures(struct sync_context *c, struct err *e);

#endif
