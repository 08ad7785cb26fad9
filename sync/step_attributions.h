/* The step of a sync that reads live attributions. */
#ifndef SYNC_STEP_ATTRIBUTIONS_H
#define SYNC_STEP_ATTRIBUTIONS_H

#include "sync/context.h"

/*
 * Reads each account's attributions that are new since the last sync. Where the datanet's list was
 * read to its end, count_attributions() compares their number with the settled epochs.
 */
MUST_CHECK enum status sync_attributions(struct sync_context *c, struct err *e);

#endif
