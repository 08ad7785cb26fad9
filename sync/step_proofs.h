/*
 * Steps of a sync: proofs at the heads of nodes that wait until their blocks are agreed on
 * (client/head_proof.h). They outlast the process in the cache.
 */
#ifndef SYNC_STEP_PROOFS_H
#define SYNC_STEP_PROOFS_H

#include "base/status.h"
#include "sync/sync.h"

struct sync_context;

/* Confirms the proofs whose blocks are agreed on by now. Before all that reads figures. */
MUST_CHECK enum status confirm_proofs(struct sync_context *c, struct err *e);

/* Finds the blocks of the proofs that were asked for, keeps those that wait, and tells of them. */
MUST_CHECK enum status keep_proofs(struct sync_context *c, struct sync_report *r, struct err *e);

#endif
