/* Estimates of what claims cost, for the figures that stand beside amounts. */
#ifndef SYNC_CLAIM_COST_H
#define SYNC_CLAIM_COST_H

#include "chain/tx.h"
#include "sync/context.h"

/*
 * Estimates the fee of a transaction sent by `from` on the newest block of the moment, with what a
 * rollup takes beside gas. The figure is only shown: nothing is decided by it, so that one node's
 * word is enough.
 * In:      `tx`   with `to`, `data` and `value`; gas and fees are filled in
 * Out:     `cost` in wei
 * Returns: whether a node can tell.
 */
bool estimate_claim_cost(struct sync_context *c, struct u256 *cost, struct tx *tx,
			 const struct address *from);

#endif
