/* The payer of claims that are brought: a pinned one, or a new one, read from the chain. */
#ifndef SYNC_BROUGHT_PAYER_H
#define SYNC_BROUGHT_PAYER_H

#include "sync/bringing.h"

/*
 * Finds the payer among those that are pinned, and otherwise adds one to out->profile, without
 * asking anybody.
 * Returns: STATUS_OK; ERR_USAGE, ERR_MISMATCH for options that contradict the pinned one;
 *          ERR_UNSUPPORTED for royalties, which the datanet tells; ERR_LIMIT.
 */
MUST_CHECK enum status choose_brought_payer(struct bringing *b, struct err *e);

/*
 * Reads a new payer: its code and what it answers (sync/recognise_payer.h), for an IP its vault.
 * Then reads the root of a payer that has one for all claims. A proof_reading of struct bringing.
 */
MUST_CHECK enum status read_brought_payer(struct session *session, void *bringing, struct err *e);

#endif
