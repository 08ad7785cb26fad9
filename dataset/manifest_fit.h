/* The places of text and label in a manifest of which only the hash is known. */
#ifndef DATASET_MANIFEST_FIT_H
#define DATASET_MANIFEST_FIT_H

#include <stdbool.h>

#include "dataset/manifest.h"

/*
 * Makes `m` the manifest whose keccak256 is `wanted`. An attestation names that hash and not the
 * places, so that all which the records offer are tried: keys of the first record, or columns of
 * the header. `m` is complete but for its places, and those it has are tried first.
 * In:      `record`  the first record; may be NULL for csv and files
 *          `chosen`  the user named the places in `m`: others are only looked for to name them
 * Returns: STATUS_OK; ERR_MISMATCH, naming the attested places if they were found and else what
 *          else may differ, with `m` as it was; ERR_MEMORY.
 */
MUST_CHECK enum status manifest_fit(struct manifest *m, const struct hash *wanted,
				    const uint8_t *record, size_t len, bool chosen, struct err *e);

#endif
