/*
 * Things that a datanet says are on chain, and that the agreed block does not have. For a few
 * blocks that is no contradiction: the datanet may be ahead of the agreed block.
 */
#ifndef SYNC_ABSENCE_H
#define SYNC_ABSENCE_H

#include "sync/context.h"

/*
 * Notes that the agreed block does not have thing number `number` of a `topic`.
 * Out: `overdue`  true when it has been absent for so many blocks that the datanet's word was false
 */
MUST_CHECK enum status note_absent(struct sync_context *c, bool *overdue, const char *topic,
				   uint64_t number, struct err *e);

/* Forgets the absence of a topic: the thing is on chain now, or the datanet no longer names it. */
MUST_CHECK enum status note_present(struct sync_context *c, const char *topic, struct err *e);

#endif
