/*
 * The fees that a rollup takes beside gas (chain/rollup.h), asked of its own contract.
 * client/anchor.h says how a figure is known and lists the common errors.
 */
#ifndef CLIENT_FEES_ROLLUP_H
#define CLIENT_FEES_ROLLUP_H

#include "chain/rollup.h"
#include "chain/tx.h"
#include "client/anchor.h"

/*
 * Reads the fees for `tx`, whose members are all set, at the anchor. A chain without the contract
 * answers the call with nothing: then nothing is charged.
 * Returns: STATUS_OK; ERR_ANSWER when the contract answers what is no fee; ERR_REVERTED when it
 *          knows neither way to ask; ERR_MEMORY.
 */
MUST_CHECK enum status fees_rollup_read(struct nodes *nodes, struct rollup_fee *out,
					const struct anchor *anchor, const struct tx *tx,
					struct err *e);

#endif
