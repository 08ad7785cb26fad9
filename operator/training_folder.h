/*
 * A dataset as an upload delivers it, and as a spec names it: a folder with `manifest.json` and
 * `records`, the framed records.
 */
#ifndef OPERATOR_TRAINING_FOLDER_H
#define OPERATOR_TRAINING_FOLDER_H

#include "chain/keccak.h"
#include "influence/corpus.h"

/*
 * Adds the records of `folder` as group `group` of `c`. Records without text, without label, or
 * with a label that `c` does not accept cannot be trained on and are counted in `skipped`.
 * In:      `manifests`  gets the bytes of the manifest
 * Returns: STATUS_OK, ERR_NOT_FOUND, a failure of the manifest or of the reader.
 */
MUST_CHECK enum status training_folder_add(struct corpus *c, uint64_t *skipped,
					   struct keccak *manifests, const char *folder,
					   uint32_t group, struct err *e);

#endif
