/* The step of a sync that compares live attributions with settled leaves. */
#ifndef SYNC_STEP_COUNTS_H
#define SYNC_STEP_COUNTS_H

#include "sync/context.h"

/*
 * Compares the attributions of each of an account's epochs with its leaves, once. Call it only when
 * the cache has every attribution up to the newest statement that was read, but for trimmed ones. A
 * fault is stored in the epoch's verdict and becomes an event.
 */
MUST_CHECK enum status count_attributions(struct sync_context *c,
					  const struct snapshot_account *account, struct err *e);

#endif
