/* The step of a sync that compares live attributions with settled leaves. */
#ifndef SYNC_STEP_COUNTS_H
#define SYNC_STEP_COUNTS_H

#include "sync/context.h"

/*
 * Compares the attributions of an account's epochs with their leaves, once each. Every one up to
 * the newest statement that was read must be in the cache, unless it was trimmed.
 */
MUST_CHECK enum status count_attributions(struct sync_context *c,
					  const struct snapshot_account *account, struct err *e);

#endif
