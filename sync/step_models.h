/* The step of a sync that follows the versions of a datanet's model. */
#ifndef SYNC_STEP_MODELS_H
#define SYNC_STEP_MODELS_H

#include "sync/context.h"

/*
 * Asks the datanet for the versions that are not known or not settled, reads their attestations at
 * the agreed block, and what the newest training manifests name. A datanet without such a list
 * states nothing, which is no failure. A version that is signed by another, that contradicts its
 * attestation, whose predecessor is missing, or whose manifest names withdrawn or unknown datasets
 * is an event once.
 */
MUST_CHECK enum status sync_models(struct sync_context *c, struct err *e);

#endif
