/*
 * Things that a datanet says are on chain, and that the agreed block does not have. For a few
 * blocks that is no contradiction: the datanet may be ahead of the agreed block.
 */
#ifndef SYNC_ABSENCE_H
#define SYNC_ABSENCE_H

#include "sync/context.h"

/* A thing that the datanet names and the agreed block does not have. */
enum absence { ABSENCE_CLAIM, ABSENCE_STATEMENT };

/*
 * Notes that the datanet names a thing of `account` that the agreed block does not have: `what` is
 * its number. A thing made above that block is seen a few blocks later.
 * Out: overdue  that excuse is gone
 */
MUST_CHECK enum status note_absent(struct sync_context *c, bool *overdue, enum absence kind,
				   const struct address *account, uint64_t what, struct err *e);

/* Notes that the thing was found on the chain, or that the datanet has stopped naming it. */
MUST_CHECK enum status note_present(struct sync_context *c, enum absence kind,
				    const struct address *account, struct err *e);

#endif
