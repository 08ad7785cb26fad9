/* The leaves of many records, computed side by side; dataset/commitment.h says how. */
#ifndef DATASET_COMMITMENT_HASHER_H
#define DATASET_COMMITMENT_HASHER_H

#include "dataset/commitment.h"
#include "dataset/reader.h"

/*
 * Hashes batches of records side by side. The hasher holds salts while it works and wipes them when
 * it is freed.
 */
struct commitment_hasher;
MUST_CHECK enum status commitment_hasher_new(struct commitment_hasher **out,
					     const struct address *attester,
					     const uint8_t salt_key[static COMMITMENT_SALT]);
void commitment_hasher_free(struct commitment_hasher *h);

/* Computes the batch.n leaves of a batch. Writes over the records' headroom. */
void commitment_hasher_leaves(struct commitment_hasher *h, struct hash *leaves,
			      const struct reader_batch *batch);

#endif
