/* What a datanet says is on chain and is not yet: for how long that can be true. */
#ifndef SYNC_ABSENCE_H
#define SYNC_ABSENCE_H

#include "sync/context.h"

/*
 * The datanet names something of a `topic` that the agreed block does not have: number `what`. Made
 * above that block it is seen a few blocks later; `overdue` says that this excuse is gone.
 */
MUST_CHECK enum status note_absent(struct sync_context *c, bool *overdue, const char *topic,
				   uint64_t what, struct err *e);
/* The thing was found on the chain, or the datanet has stopped naming it. */
MUST_CHECK enum status note_present(struct sync_context *c, const char *topic, struct err *e);

#endif
