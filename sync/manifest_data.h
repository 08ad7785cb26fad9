/* The datasets that the training manifest of a version names. */
#ifndef SYNC_MANIFEST_DATA_H
#define SYNC_MANIFEST_DATA_H

#include "cache/models.h"
#include "chain/attestation.h"
#include "chain/training.h"
#include "sync/context.h"

/* Commitments that are read for one manifest. Of a larger one the card alone reads them. */
#define MANIFEST_DATA_MOST 512

/*
 * Fetches the manifest that a version attests, compares its hash, and reads the commitments that it
 * names at the agreed block. Text that the datanet does not give, or that is no manifest of its
 * own, is a result and no failure.
 * Out:     row->data
 * Returns: STATUS_OK; failures of the datanet but ERR_NOT_FOUND; failures of the nodes.
 */
MUST_CHECK enum status read_manifest_data(struct sync_context *c, struct cache_model *row,
					  struct err *e);

/*
 * Sums up what became of a manifest's datasets. Their readings stand in the order of the manifest.
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status sum_manifest_data(struct cache_model_data *out, const struct training *t,
					 const struct attestation_reading *readings,
					 const struct address *datanet);

#endif
