/* Storing a commitment that was found on chain, over the row that the cache has of the dataset. */
#ifndef SYNC_FOUND_COMMITMENT_H
#define SYNC_FOUND_COMMITMENT_H

#include "chain/attestation.h"
#include "sync/context.h"

/*
 * Stores what a read attestation says of a dataset, if it is a commitment of one of the accounts;
 * others are ignored. A new revocation becomes an event.
 * In: `block`, `tx`  where the attestation was made; both 0 when its event was not read
 */
MUST_CHECK enum status store_commitment(struct sync_context *c,
					const struct attestation_reading *reading, uint64_t block,
					const struct hash *tx, struct err *e);

#endif
